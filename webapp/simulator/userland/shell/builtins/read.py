"""The read builtin."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.fields import DEFAULT_IFS
from webapp.simulator.userland.shell.frames import Reading
from webapp.simulator.userland.shell.scanner import NAME

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.frames import Mode
    from webapp.simulator.userland.shell.shell import Shell


def read(shell: Shell, argv: list[str], mode: Mode) -> int | None:
    """``read [-r] [-p prompt] [-n count] [-d delimiter] [-u fd] [names]``."""
    words = argv[1:]
    raw, text, delimiter, count, fd = False, "", "\n", None, 0
    extended = shell.state.dialect.name != "dash"
    while words and words[0].startswith("-") and len(words[0]) > 1:
        option = words.pop(0)
        if option == "--":
            break
        letters = option[1:]
        while letters:
            letter, letters = letters[0], letters[1:]
            if letter == "r":
                raw = True
            elif letter == "s" and extended:
                continue
            elif letter in ("pndut" if extended else "p"):
                value = letters or (words.pop(0) if words else "")
                letters = ""
                if letter == "p":
                    text = value
                elif letter == "d":
                    delimiter = value[:1] or "\0"
                elif letter == "n" and value.isdigit():
                    count = int(value)
                elif letter == "u" and value.isdigit():
                    fd = int(value)
            else:
                raise ShellFault("option", builtin="read", letter=letter, status=2)
    if not words and not extended:
        raise ShellFault("read_arguments", builtin="read")
    for name in words:
        if not NAME.fullmatch(name):
            raise ShellFault("identifier", builtin="read", name=name)
    if text and shell.sys.isatty(fd):
        shell.say(text)
    shell.push(Reading(tuple(words) or ("REPLY",), raw, fd, delimiter, count, text))
    return None


def take_line(shell: Shell, frame: Reading) -> None:
    """Read up to the delimiter, a character at a time so that nothing behind it is taken."""
    line = bytearray()
    escaped: list[bool] = []
    ended = False
    try:
        while frame.count is None or len(line) < frame.count:
            piece = shell.sys.read(frame.fd, 1)
            if not piece:
                break
            position = 0
            while position < len(piece):
                byte = piece[position : position + 1]
                position += 1
                if byte == frame.delimiter.encode():
                    ended = True
                    break
                if byte == b"\\" and not frame.raw:
                    following = piece[position : position + 1] or shell.sys.read(frame.fd, 1)
                    position += 1
                    if following == b"\n":
                        continue
                    line += following
                    escaped += [True] * len(following)
                    continue
                line += byte
                escaped.append(False)
            if ended:
                break
    except OsError as error:
        shell.pop()
        raise ShellFault(
            "said", builtin="read", text=f"read error: {frame.fd}: {error.strerror}", status=1
        ) from None
    shell.pop()
    data = bytes(line)
    text = data.decode("utf-8", "surrogateescape")
    marks = _marks(data, escaped, text)
    for name, value in _divide(shell, text, marks, frame.names):
        shell.assign(name, value)
    full = frame.count is not None and len(line) >= frame.count
    shell.status = 0 if ended or full else 1


def _marks(data: bytes, escaped: list[bool], text: str) -> list[bool]:
    if len(text) == len(data):
        return escaped
    marks: list[bool] = []
    position = 0
    for character in text:
        marks.append(escaped[position])
        position += len(character.encode("utf-8", "surrogateescape"))
    return marks


def _divide(
    shell: Shell, text: str, marks: list[bool], names: tuple[str, ...]
) -> list[tuple[str, str]]:
    """Divide a line by IFS; the last name gets the rest."""
    variable = shell.state.variables.get("IFS")
    ifs = DEFAULT_IFS if variable is None or variable.value is None else variable.value
    if names == ("REPLY",) and shell.state.dialect.name != "dash":
        return [("REPLY", text)]
    blanks = {sign for sign in ifs if sign in DEFAULT_IFS}

    def is_in(index: int, signs: set[str] | str) -> bool:
        return index < len(text) and not marks[index] and text[index] in signs

    position = 0
    found: list[tuple[str, str]] = []
    for name in names[:-1]:
        while is_in(position, blanks):
            position += 1
        start = position
        while position < len(text) and not is_in(position, ifs):
            position += 1
        found.append((name, text[start:position]))
        while is_in(position, blanks):
            position += 1
        if is_in(position, ifs):
            position += 1
    while is_in(position, blanks):
        position += 1
    end = len(text)
    while end > position and is_in(end - 1, blanks):
        end -= 1
    rest_start = position
    # A single separator behind the last field belongs to nobody.
    if end > rest_start and is_in(end - 1, ifs):
        inner = [i for i in range(rest_start, end - 1) if is_in(i, ifs) and text[i] not in blanks]
        if not inner:
            end -= 1
    found.append((names[-1], text[rest_start:end]))
    return found
