"""Builtins about the shell itself: set, shift, shopt, getopts, umask."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.shell.builtins.variables import all_variables
from webapp.simulator.userland.shell.faults import ShellFault

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell

OPTIONS = {
    "allexport": "a",
    "errexit": "e",
    "noglob": "f",
    "noexec": "n",
    "nounset": "u",
    "verbose": "v",
    "xtrace": "x",
    "noclobber": "C",
    "notify": "b",
    "monitor": "m",
    "ignoreeof": "I",
}
_LETTERS = frozenset(OPTIONS.values())
_BASH_USAGE = "set: usage: set [-abefhkmnptuvxBCEHPT] [-o option-name] [--] [-] [arg ...]\n"


def set_(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``set``: options, ``-o name``, and positional parameters."""
    words = argv[1:]
    if not words:
        shell.write(all_variables(shell).encode("utf-8", "surrogateescape"), "set")
        return 0
    index = 0
    while index < len(words):
        word = words[index]
        if word in ("--", "-"):
            index += 1
            if word == "--" or index < len(words):
                shell.change(positional=tuple(words[index:]))
            return 0
        if word[:1] not in ("-", "+") or len(word) < 2:
            shell.change(positional=tuple(words[index:]))
            return 0
        index += 1
        for letter in word[1:]:
            if letter == "o":
                name = words[index] if index < len(words) else ""
                index += 1
                if not name:
                    return _list_options(shell, plus=word[0] == "+")
                set_option(shell, name, on=word[0] == "-")
            else:
                _set_letter(shell, letter, on=word[0] == "-")
    return 0


def _set_letter(shell: Shell, letter: str, *, on: bool) -> None:
    known = _LETTERS | (
        frozenset("hkptBEHPT") if shell.state.dialect.name == "bash" else frozenset()
    )
    if letter not in known:
        fault = ShellFault("option", builtin="set", letter=letter)
        if shell.state.dialect.name == "bash":
            shell.complain(fault)
            shell.say(_BASH_USAGE)
            raise ShellFault("said", text="", status=2)
        raise fault
    options = shell.state.options
    shell.change(options=options | {letter} if on else options - {letter})


def set_option(shell: Shell, name: str, *, on: bool) -> None:
    """Set an option by its long name."""
    options = shell.state.options
    if name == "pipefail" and shell.state.dialect.pipefail:
        shell.change(options=options | {name} if on else options - {name})
        return
    letter = OPTIONS.get(name)
    if letter is None:
        if shell.state.dialect.name == "bash" and name in ("vi", "emacs", "posix", "history"):
            return
        effect = "command" if shell.state.dialect.name == "ash" else ""
        raise ShellFault("option_name", builtin="set", effect=effect, name=name)
    _set_letter(shell, letter, on=on)


def _list_options(shell: Shell, *, plus: bool) -> int:
    names = [*OPTIONS, *(["pipefail"] if shell.state.dialect.pipefail else [])]
    lines: list[str] = []
    for name in sorted(names):
        on = OPTIONS.get(name, name) in shell.state.options
        if plus:
            lines.append(f"set {'-' if on else '+'}o {name}\n")
        else:
            gap = f"{name:<15}\t" if shell.state.dialect.name == "bash" else f"{name:<16}"
            lines.append(f"{gap}{'on' if on else 'off'}\n")
    shell.write("".join(lines).encode(), "set")
    return 0


def shift(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``shift [n]``."""
    count = 1
    if len(argv) > 1:
        if not argv[1].isdigit():
            raise ShellFault("shift_numeric", builtin="shift", text=argv[1])
        count = int(argv[1][:9])
    if count > len(shell.state.positional):
        if shell.state.dialect.name == "dash":
            raise ShellFault("shift", builtin="shift")
        return 1
    shell.change(positional=shell.state.positional[count:])
    return 0


def shopt(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``shopt``: its options change nothing here, so setting one is refused."""
    wanted = [word for word in argv[1:] if not word.startswith("-")]
    harmless = {"expand_aliases", "checkwinsize", "histappend", "cmdhist", "progcomp"}
    if wanted and all(name in harmless for name in wanted):
        return 0
    return shell.sys.not_simulated(" ".join(argv))


def getopts(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``getopts letters name [arguments]``."""
    if len(argv) < 3:
        raise ShellFault("getopts_usage", builtin="getopts")
    letters, name = argv[1], argv[2]
    words = tuple(argv[3:]) or shell.state.positional
    text = shell.value("OPTIND", "1")
    index = int(text) if text.isdigit() and text != "0" else 1
    place = shell.state.place_in_option
    word = words[index - 1] if index <= len(words) else ""
    if place == 1 and (len(word) < 2 or word[0] != "-" or word == "--"):
        if word == "--":
            shell.assign("OPTIND", str(index + 1))
        shell.assign(name, "?")
        return 1
    letter = word[place]
    place += 1
    if place >= len(word):
        index, place = index + 1, 1
    quiet = letters.startswith(":")
    position = letters.find(letter) if letter != ":" else -1
    argument: str | None = None
    found = letter
    if position < 0:
        found, argument = "?", letter if quiet else None
        if not quiet:
            _getopts_says(shell, "illegal option", letter)
    elif letters[position + 1 : position + 2] == ":":
        if place > 1:
            argument, index, place = word[place:], index + 1, 1
        elif index <= len(words):
            argument, index = words[index - 1], index + 1
        elif quiet:
            found, argument = ":", letter
        else:
            found = "?"
            _getopts_says(shell, "option requires an argument", letter)
    shell.assign("OPTIND", str(index))
    shell.change(place_in_option=place)
    if argument is None:
        shell.put_variable("OPTARG", None)
    else:
        shell.assign("OPTARG", argument)
    shell.assign(name, found)
    return 0


def _getopts_says(shell: Shell, what: str, letter: str) -> None:
    if shell.state.dialect.name == "bash":
        shell.say(f"{shell.state.name}: {what} -- {letter}\n")
        return
    words = "No arg for -{} option" if what.startswith("option") else "Illegal option -{}"
    if shell.state.dialect.name == "ash":
        words = words[0].lower() + words[1:] if what.startswith("option") else words
    shell.say(words.format(letter) + "\n")


def umask(shell: Shell, argv: list[str], mode: Mode) -> int:
    """``umask [-S] [mode]``: octal, or ``u=rwx,g-w``."""
    words = [word for word in argv[1:] if word != "-S"]
    mask = shell.sys.umask()
    if not words:
        text = f"{mask:04o}"
        if "-S" in argv[1:]:
            text = ",".join(
                f"{who}={_letters(~mask >> shift_by & 7)}"
                for who, shift_by in (("u", 6), ("g", 3), ("o", 0))
            )
        shell.write(f"{text}\n".encode(), "umask")
        return 0
    word = words[0]
    if word[0].isdigit():
        if not all(digit in "01234567" for digit in word) or len(word) > 4:
            raise ShellFault("umask", builtin="umask", text=word)
        shell.sys.umask(int(word, 8))
        return 0
    shell.sys.umask(_symbolic(word, mask))
    return 0


def _letters(bits: int) -> str:
    return "".join(letter for letter, bit in (("r", 4), ("w", 2), ("x", 1)) if bits & bit)


def _symbolic(text: str, mask: int) -> int:
    allowed = ~mask & 0o777
    for clause in text.split(","):
        place = next((i for i, sign in enumerate(clause) if sign in "=+-"), -1)
        if place < 0:
            raise ShellFault("umask", builtin="umask", text=text)
        who = clause[:place].replace("a", "ugo") or "ugo"
        bits = sum({"r": 4, "w": 2, "x": 1}.get(letter, 0) for letter in set(clause[place + 1 :]))
        for letter in who:
            shift_by = {"u": 6, "g": 3, "o": 0}.get(letter, 0)
            if clause[place] == "=":
                allowed = allowed & ~(7 << shift_by) | bits << shift_by
            elif clause[place] == "+":
                allowed |= bits << shift_by
            else:
                allowed &= ~(bits << shift_by)
    return ~allowed & 0o777
