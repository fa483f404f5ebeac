"""Help and usage as the client prints them, flags wrapped as pflag wraps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.userland.docker.commands.groups import SECTIONS
from webapp.simulator.userland.docker.commands.top import GLOBAL_FLAGS, MORE, SUMMARY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from webapp.simulator.userland.docker.commands.model import Command, Flag, Group

_SLOP = 5
_NARROWEST = 24
_BLOCK_INDENT = 16
_NAME_WIDTH = 11
_BUILDX = "Experimental commands and flags are hidden. Set BUILDX_EXPERIMENTAL=1 to show them."


def command_help(command: Command, name: str, columns: int = 80) -> str:
    """What `docker NAME --help` prints on a terminal of so many columns."""
    blocks = [_usage_lines(command, name), command.long or command.short]
    if command.aliases:
        blocks.append("Aliases:\n  " + ", ".join(f"docker {alias}" for alias in command.aliases))
    if command.examples:
        blocks.append(f"Examples:\n\n{command.examples}")
    if any(not flag.hidden for flag in command.flags):
        blocks.append("Options:\n" + flag_usages(command.flags, columns))
    text = "\n\n".join(blocks)
    if is_buildx(command):
        return f"{command.short}\n\n{text}\n\n{_BUILDX}\n"
    return f"\n{text}\n"


def group_help(group: Group, *, everything: bool = False) -> str:
    """What `docker GROUP --help` prints; with `everything` also what it leaves out by default."""
    members = sorted((*group.members, *group.unlisted)) if everything else group.members
    blocks = [f"Usage:  docker {group.name} COMMAND", group.short]
    if group.nested:
        blocks.append("Management Commands:\n" + _rows(group.nested))
    blocks.append("Commands:\n" + _rows(members))
    blocks.append(f"Run 'docker {group.name} COMMAND --help' for more information on a command.")
    return "\n" + "\n\n".join(blocks) + "\n"


def top_help(columns: int = 80) -> str:
    """What `docker --help` prints."""
    blocks = ["Usage:  docker [OPTIONS] COMMAND", SUMMARY]
    blocks += [f"{title}:\n{_rows(rows)}" for title, rows in SECTIONS]
    blocks.append("Global Options:\n" + flag_usages(GLOBAL_FLAGS, columns))
    blocks.append("Run 'docker COMMAND --help' for more information on a command.")
    blocks.append(MORE)
    return "\n" + "\n\n".join(blocks) + "\n"


def argument_count(command: Command, name: str) -> str:
    """The message for too few or too many arguments, with the usage that comes along."""
    shown = full_name(command, name)
    head = f"\"{shown}\" {_count(command)}.\nSee '{shown} --help'.\n\n"
    return f"{head}{_usage_lines(command, name)}\n\n{command.short}"


def full_name(command: Command, name: str) -> str:
    """The name by which a command speaks of itself; `docker build` is buildx."""
    return "docker buildx build" if is_buildx(command) else f"docker {name}"


def is_buildx(command: Command) -> bool:
    """Whether the command is the buildx plugin's, which words things its own way."""
    return "buildx b" in command.aliases


def _count(command: Command) -> str:
    least, most = command.least, command.most
    if most == 0:
        return "accepts no arguments"
    if least == most:
        return f"requires exactly {least} {_arguments(least)}"
    if most is None:
        return f"requires at least {least} {_arguments(least)}"
    if least == 0:
        return f"requires at most {most} {_arguments(most)}"
    return f"requires at least {least} and at most {most} arguments"


def _arguments(number: int) -> str:
    return "argument" if number == 1 else "arguments"


def _usage_lines(command: Command, name: str) -> str:
    first, *more = command.use.split("\n")
    forms = [f"{full_name(command, name)} {first}".rstrip()]
    # A second form stands in the client's text as it is, under the short name.
    forms += [f"docker {command.names[-1]} {form}" for form in more]
    return "Usage:  " + "\n\t".join(forms)


def _rows(rows: Iterable[tuple[str, str]]) -> str:
    return "\n".join(f"  {name:<{_NAME_WIDTH}} {short}" for name, short in rows)


def flag_usages(flags: Iterable[Flag], columns: int = 80) -> str:
    """The list of flags, each with its help wrapped to one column less than the terminal has."""
    shown = [(_head(flag), flag) for flag in flags if not flag.hidden]
    widest = max(len(head) for head, _ in shown) + 1
    lines = []
    for head, flag in shown:
        usage = flag.help + (f" (default {flag.default})" if flag.default else "")
        gap = " " * (widest - len(head))
        lines.append(f"{head} {gap} {_wrapped(widest + 2, columns - 1, usage)}".rstrip())
    return "\n".join(lines)


def _head(flag: Flag) -> str:
    head = f"  -{flag.short}, --{flag.name}" if flag.short else f"      --{flag.name}"
    return head if flag.kind == "bool" else f"{head} {flag.kind}"


def _wrapped(indent: int, width: int, text: str) -> str:
    room = width - indent
    lead = ""
    if room < _NARROWEST:
        indent, room = _BLOCK_INDENT, width - _BLOCK_INDENT
        lead = "\n" + " " * indent
    if room < _NARROWEST:
        return text.replace("\n", lead)
    line, rest = _first_line(room - _SLOP, text)
    margin = "\n" + " " * indent
    out = lead + line.replace("\n", margin)
    while rest:
        line, rest = _first_line(room - _SLOP, rest)
        out += margin + line.replace("\n", margin)
    return out


def _first_line(room: int, text: str) -> tuple[str, str]:
    """Cut at the last blank that fits; a short orphan may go over by a few columns."""
    if room + _SLOP > len(text.encode()):
        return text, ""
    cut = max(text.rfind(blank, 0, room) for blank in " \t\n")
    if cut <= 0:
        return text, ""
    newline = text.rfind("\n", 0, room)
    if 0 < newline < cut:
        cut = newline
    return text[:cut], text[cut + 1 :]
