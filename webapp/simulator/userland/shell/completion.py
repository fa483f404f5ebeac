"""What stands at the cursor of an unfinished line: the word, and the command that it belongs to."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MAX_DEPTH = 50
_BLANKS = " \t\n"
_SEPARATORS = re.compile(r"&&|\|\||\|&|;;|[;&|\n(){}]")
_REDIRECTION = re.compile(r"[0-9]*(?:&>>|&>|<<-|<<<|<<|>>|<&|>&|<>|>\||[<>])")
_OPENERS = frozenset({"if", "then", "else", "elif", "while", "until", "do", "!", "{", "time"})
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\+?=")
_PLAIN = re.compile(r"[A-Za-z0-9_@%+=:,./\u0080-\U0010ffff-]*")


@dataclass(frozen=True, slots=True)
class AtCursor:
    """The word at the cursor.

    `text` is what of it stands before the cursor, without its quotes; `start` is where it begins in
    the line; `quote` is the quote that is open at the cursor ("" for none). `command` are the words
    in front of it in the same command, without quotes, assignments and redirections. `names_file`
    says that it stands behind a redirection.
    """

    text: str
    start: int
    quote: str
    command: tuple[str, ...]
    names_file: bool = False

    @property
    def is_command(self) -> bool:
        """Whether the word itself is the name of a command."""
        return not self.command and not self.names_file

    def written(self, completed: str, *, final: bool = True) -> str:
        """How a completed word is typed; `final` closes a quote and puts a blank behind it."""
        if self.quote == "'":
            body = "'" + completed.replace("'", "'\\''")
            return body + ("' " if final else "")
        if self.quote == '"':
            body = '"' + re.sub(r'([$`"\\])', r"\\\1", completed)
            return body + ('" ' if final else "")
        body = "".join(
            letter if _PLAIN.fullmatch(letter) or (letter == "~" and not place) else "\\" + letter
            for place, letter in enumerate(completed)
        )
        return body + (" " if final else "")


def at_cursor(line: str, cursor: int | None = None) -> AtCursor:
    """Find the word that the cursor (the line's end if None) stands in or behind."""
    text = line if cursor is None else line[:cursor]
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str, position: int = 0, depth: int = 0) -> None:
        self.text = text
        self.position = position
        self.depth = depth
        self.words: list[str] = []
        self.redirected = False
        self.inner = False
        self.word_start = 0

    def read(self) -> AtCursor:
        text = self.text
        while True:
            while self.position < len(text) and text[self.position] in _BLANKS:
                if text[self.position] == "\n":
                    self._new_command()
                self.position += 1
            if self.position >= len(text):
                return self._found("", self.position, "")
            if text[self.position] == "#":
                self.position = _end_of_line(text, self.position)
                continue
            redirection = _REDIRECTION.match(text, self.position)
            if redirection:
                self.position = redirection.end()
                self.redirected = True
                continue
            separator = _SEPARATORS.match(text, self.position)
            if separator and not self._is_brace_in_word(separator.group()):
                self.position = separator.end()
                self._new_command()
                continue
            start = self.position
            word, quote, ended = self._word()
            if not ended:
                return self._found(word, self.word_start if self.inner else start, quote)
            self._take(word)

    def _is_brace_in_word(self, sign: str) -> bool:
        """A brace is a separator of commands only when it stands alone."""
        following = self.text[self.position + 1 : self.position + 2]
        return sign in ("{", "}") and following not in ("", " ", "\t", "\n", ";")

    def _new_command(self) -> None:
        self.words = []
        self.redirected = False

    def _take(self, word: str) -> None:
        if self.redirected:
            self.redirected = False
        elif not self.words and (word in _OPENERS or _ASSIGNMENT.match(word)):
            return
        else:
            self.words.append(word)

    def _found(self, word: str, start: int, quote: str) -> AtCursor:
        return AtCursor(word, start, quote, tuple(self.words), self.redirected)

    def _word(self) -> tuple[str, str, bool]:
        """Read a word: its text, the quote left open, and whether it ended before the cursor."""
        made: list[str] = []
        text = self.text
        quote = ""
        while self.position < len(text):
            character = text[self.position]
            if quote == "'":
                if character == "'":
                    quote = ""
                else:
                    made.append(character)
            elif character == "\\" and self.position + 1 < len(text):
                self.position += 1
                following = text[self.position]
                keeps = quote == '"' and following not in '"\\$`'
                made.append("\\" + following if keeps else following)
            elif character == '"':
                quote = "" if quote else '"'
            elif character == "'" and not quote:
                quote = "'"
            elif text.startswith("$(", self.position) and not text.startswith("$((", self.position):
                closing = _closing(text, self.position + 2)
                if closing < 0 and self.depth < _MAX_DEPTH:
                    found = _Reader(text, self.position + 2, self.depth + 1).read()
                    self.words = list(found.command)
                    self.redirected = found.names_file
                    self.inner, self.word_start = True, found.start
                    self.position = len(text)
                    return found.text, found.quote, False
                closing = len(text) if closing < 0 else closing
                made.append(text[self.position : closing + 1])
                self.position = closing
            elif not quote and (character in _BLANKS or character in ";&|<>()"):
                return "".join(made), "", True
            else:
                made.append(character)
            self.position += 1
        return "".join(made), quote, False


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _closing(text: str, position: int) -> int:
    """The place of the parenthesis that closes a substitution, -1 if it is still open."""
    depth = 1
    quote = ""
    while position < len(text):
        character = text[position]
        if quote:
            if character == quote:
                quote = ""
            elif character == "\\" and quote == '"':
                position += 1
        elif character in "'\"":
            quote = character
        elif character == "\\":
            position += 1
        elif character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if not depth:
                return position
        position += 1
    return -1
