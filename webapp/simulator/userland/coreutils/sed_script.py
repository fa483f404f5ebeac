"""The script of `sed`: text in, commands out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from webapp.simulator.userland.coreutils.regex import compile_regex
from webapp.simulator.userland.coreutils.sed_instructions import (
    Address,
    Instruction,
    ScriptError,
    Unsimulated,
    replacement_parts,
    unescaped,
)

_PLAIN = "dDgGhHnNpPxzFl="
_TEXT = "aic"
_LABEL = "btT"
_FILE = "rwRW"


@dataclass(slots=True)
class ScriptReader:
    """Reads a whole script; `extended` chooses the kind of patterns."""

    text: str
    extended: bool
    gnu: bool
    at: int = 0
    made: list[Instruction] = field(default_factory=list)
    blocks: list[int] = field(default_factory=list)
    labels: dict[str, int] = field(default_factory=dict)

    def read(self) -> tuple[Instruction, ...]:
        """Read all commands and find where branches lead; raises ScriptError and what re2 gives."""
        while True:
            self.skip(" \t\n;")
            if self.at >= len(self.text):
                break
            if self.text[self.at] == "#":
                self.line()
                continue
            self.command()
        if self.blocks and not self.gnu:
            while self.blocks:
                start = self.blocks.pop()
                self.made[start] = replace(self.made[start], target=len(self.made))
        if self.blocks:
            raise ScriptError("unmatched `{'", 0)
        return tuple(self.led(instruction) for instruction in self.made)

    def led(self, instruction: Instruction) -> Instruction:
        if instruction.letter not in _LABEL:
            return instruction
        if not instruction.text:
            return replace(instruction, target=len(self.made))
        if instruction.text not in self.labels:
            mark = "`" if self.gnu else "'"
            raise ScriptError(f"can't find label for jump to {mark}{instruction.text}'", -1)
        return replace(instruction, target=self.labels[instruction.text])

    def fail(self, words: str) -> ScriptError:
        return ScriptError(words, self.at)

    def unsupported(self, letter: str) -> ScriptError:
        """What busybox says of all that it does not know."""
        return ScriptError(f"unsupported command {letter}", 1)

    def unfinished(self, mark: str, words: str) -> ScriptError:
        """A delimiter that does not come again."""
        return self.fail(words if self.gnu else f"unmatched '{mark}'")

    def skip(self, chars: str) -> None:
        while self.at < len(self.text) and self.text[self.at] in chars:
            self.at += 1

    def line(self) -> str:
        end = self.text.find("\n", self.at)
        end = len(self.text) if end < 0 else end
        found = self.text[self.at : end]
        self.at = end
        return found

    def number(self) -> int | None:
        start = self.at
        while self.at < len(self.text) and self.text[self.at].isdecimal():
            self.at += 1
        return int(self.text[start : min(self.at, start + 12)]) if self.at > start else None

    def address(self) -> Address | None:
        char = self.text[self.at : self.at + 1]
        if char == "$":
            self.at += 1
            return Address(last=True)
        if char in {"/", "\\"}:
            self.at += 1
            mark = char
            if char == "\\":
                mark = self.text[self.at : self.at + 1]
                self.at += 1
            pattern = self.delimited(mark, regex=True)
            if pattern is None:
                raise self.unfinished(mark, "unterminated address regex")
            fold = False
            while self.text[self.at : self.at + 1] in {"I", "M"}:
                fold = fold or self.text[self.at] == "I"
                self.at += 1
            if not pattern:
                return Address(empty=True)
            return Address(regex=compile_regex(pattern, extended=self.extended, fold=fold))
        number = self.number()
        if number is None:
            return None
        if self.text[self.at : self.at + 1] == "~":
            if not self.gnu:
                raise self.unsupported("~")
            self.at += 1
            return Address(number=number, step=self.number() or 0)
        return Address(number=number)

    def addresses(self) -> tuple[Address | None, Address | None]:
        first = self.address()
        second = None
        self.skip(" \t")
        if first is not None and self.text[self.at : self.at + 1] == ",":
            self.at += 1
            self.skip(" \t")
            sign = self.text[self.at : self.at + 1]
            if sign in {"+", "~"} and sign:
                self.at += 1
                count = self.number()
                if count is None:
                    raise self.fail("expected number" if self.gnu else "unexpected `,'")
                second = Address(plus=count) if sign == "+" else Address(multiple=count)
            else:
                second = self.address()
            if second is None:
                raise self.fail("unexpected `,'")
        elif first is not None and first.number == 0 and first.step is None:
            if self.gnu:
                self.at += 1
                raise self.fail("invalid usage of line address 0")
            first = None
        return first, second

    def command(self) -> None:
        first, second = self.addresses()
        self.skip(" \t")
        negated = False
        while self.text[self.at : self.at + 1] == "!":
            negated = True
            self.at += 1
            self.skip(" \t!")
        letter = self.text[self.at : self.at + 1]
        self.at += 1
        if not letter or letter in "\n;":
            self.at -= 0 if letter else 1
            raise self.fail("missing command")
        base = Instruction(letter, len(self.made), first, second, negated)
        if letter == "{":
            self.blocks.append(len(self.made))
            self.made.append(base)
        elif letter == "}":
            if not self.blocks and not self.gnu:
                return
            if not self.blocks:
                raise self.fail("unexpected `}'")
            if first is not None:
                raise self.fail("} doesn't want any addresses")
            start = self.blocks.pop()
            self.made[start] = replace(self.made[start], target=len(self.made))
            self.finish()
        elif letter == ":":
            if first is not None:
                raise self.fail(": doesn't want any addresses")
            self.skip(" \t")
            label = self.label()
            if not label:
                raise self.fail('":" lacks a label')
            self.labels[label] = len(self.made)
        elif letter == "s":
            self.made.append(self.substitution(base))
            self.finish()
        elif letter == "y":
            self.made.append(self.transliteration(base))
            self.finish()
        elif letter in _TEXT:
            self.made.append(replace(base, text=self.appended()))
        elif letter in _LABEL:
            self.skip(" \t")
            self.made.append(replace(base, text=self.label()))
        elif letter in _FILE:
            self.skip(" \t")
            name = self.line()
            if not name:
                raise self.fail("missing filename in r/R/w/W commands")
            self.made.append(replace(base, text=name))
        elif letter in "qQ" and (self.gnu or letter == "q"):
            if second is not None:
                raise self.fail("command only uses one address")
            self.skip(" \t")
            if not self.gnu and self.text[self.at : self.at + 1].isdecimal():
                raise self.fail("missing command")
            self.made.append(replace(base, status=self.number() or 0))
            self.finish()
        elif letter in _PLAIN:
            self.made.append(base)
            self.skip(" \t")
            if letter == "l":
                self.number()
            self.finish()
        elif letter in "ev":
            raise Unsimulated(letter)
        elif self.gnu:
            raise self.fail(f"unknown command: `{letter}'")
        else:
            raise self.unsupported(letter)

    def finish(self) -> None:
        self.skip(" \t")
        char = self.text[self.at : self.at + 1]
        if char == "#":
            self.line()
        elif char == "}" or not char:
            return
        elif char in "\n;":
            self.at += 1
        else:
            self.at += 1
            raise (
                self.fail("extra characters after command") if self.gnu else self.unsupported(char)
            )

    def label(self) -> str:
        start = self.at
        while self.at < len(self.text) and self.text[self.at] not in "\n;":
            self.at += 1
        return self.text[start : self.at].strip()

    def appended(self) -> str:
        """The text of a, i or c: after a backslash and a newline, or on the same line."""
        self.skip(" \t")
        if self.text[self.at : self.at + 1] == "\\":
            self.at += 1
            rest = self.text[self.at :].lstrip(" \t")
            if rest.startswith("\n"):
                self.at = len(self.text) - len(rest) + 1
        if self.at >= len(self.text):
            raise self.fail("expected \\ after `a', `c' or `i'")
        made = ""
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == "\\" and self.at < len(self.text):
                following = self.text[self.at]
                made += {"t": "\t"}.get(following, following) if self.gnu else following
                self.at += 1
                continue
            if char == "\n":
                break
            made += char
        return made + "\n"

    def delimited(self, mark: str, *, regex: bool) -> str | None:
        """Text up to `mark`; an escaped mark is plain, within a bracket it does not end."""
        made = ""
        bracket = False
        while self.at < len(self.text):
            char = self.text[self.at]
            self.at += 1
            if char == "\\" and not bracket and self.at < len(self.text):
                following = self.text[self.at]
                self.at += 1
                if following == mark:
                    made += following if following not in ".*[]^$+?(){}|" else "\\" + following
                elif following == "n" and regex:
                    made += "\n"
                elif following == "t" and regex:
                    made += "\t"
                else:
                    made += "\\" + following
                continue
            if regex and char == "[" and not bracket:
                bracket = True
                made += char
                for extra in ("^", "]"):
                    if self.text[self.at : self.at + 1] == extra:
                        made += extra
                        self.at += 1
                continue
            if bracket:
                bracket = char != "]"
            elif char == mark:
                return made
            if char == "\n" and regex and not bracket:
                return None
            made += char
        return None

    def substitution(self, base: Instruction) -> Instruction:
        mark = self.text[self.at : self.at + 1]
        self.at += 1
        if not mark or mark in "\n\\":
            raise self.fail("unterminated `s' command")
        pattern = self.delimited(mark, regex=True)
        raw = None if pattern is None else self.delimited(mark, regex=False)
        if pattern is None or raw is None:
            raise self.unfinished(mark, "unterminated `s' command")
        every, prints, fold, nth = False, False, False, 1
        while True:
            char = self.text[self.at : self.at + 1]
            if char == "g":
                every = True
            elif char == "p":
                prints = True
            elif char in {"i", "I"}:
                fold = True
            elif char.isdecimal():
                found = self.number()
                if not found:
                    raise self.fail("number option to `s' command may not be zero")
                nth = found
                continue
            elif char == "w":
                self.at += 1
                self.skip(" \t")
                base = replace(base, text=self.line())
                break
            elif char in {"e", "m", "M"}:
                raise Unsimulated(f"s///{char}")
            elif char and char not in " \t\n;}#":
                self.at += 1
                words = "unknown option to `s'"
                raise self.fail(words if self.gnu else "bad option in substitution expression")
            else:
                break
            self.at += 1
        regex = compile_regex(pattern, extended=self.extended, fold=fold) if pattern else None
        parts = replacement_parts(raw, gnu=self.gnu)
        highest = max((part for part in parts if isinstance(part, int)), default=0)
        if regex is not None and highest > regex.groups and self.gnu:
            raise self.fail(f"invalid reference \\{highest} on `s' command's RHS")
        return replace(
            base,
            regex=regex,
            empty=not pattern,
            parts=parts,
            every=every,
            prints=prints,
            nth=1 if every and not self.gnu else nth,
        )

    def transliteration(self, base: Instruction) -> Instruction:
        mark = self.text[self.at : self.at + 1]
        self.at += 1
        left = self.delimited(mark, regex=False) if mark else None
        right = None if left is None else self.delimited(mark, regex=False)
        if left is None or right is None:
            raise self.fail("unterminated `y' command")
        one, two = unescaped(left), unescaped(right)
        if len(one) != len(two) and self.gnu:
            raise self.fail("strings for `y' command are different lengths")
        return replace(base, table=tuple(zip(one, two, strict=False)))
