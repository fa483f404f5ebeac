"""A shell at work: its state, its system calls, and what every step of the machine needs."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rpds import HashTrieMap

from webapp.simulator.kernel.errno import OsError
from webapp.simulator.userland.shell import redirection
from webapp.simulator.userland.shell.arithmetic import ArithmeticFault
from webapp.simulator.userland.shell.faults import ShellFault
from webapp.simulator.userland.shell.forking import start_substitution
from webapp.simulator.userland.shell.frames import (
    Capture,
    ChildStart,
    EndEval,
    EndFunction,
    EndSource,
    Expanding,
    Finish,
    Frame,
    Mode,
    RestoreFds,
    RestoreVariables,
    RunSequence,
    ScriptInput,
    ScriptText,
)
from webapp.simulator.userland.shell.limits import MAX_FRAMES, LimitReached
from webapp.simulator.userland.shell.messages import fault_message, table
from webapp.simulator.userland.shell.shell_variables import ShellVariables
from webapp.simulator.userland.shell.state import Job, ShellState
from webapp.simulator.userland.shell.syntax import Redirect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from webapp.simulator.userland.shell.expansion_faults import ExpansionFault, NeedsSubstitution


Redirects = list[tuple[Redirect, str]]


class Shell(ShellVariables):
    """The working copy of a shell's state during one call of its program.

    `read_only_cat` is how ``$(<file)`` gets its file.
    """

    # The stack.

    @property
    def top(self) -> Frame:
        """What is to be done next."""
        return self.frames[-1]

    def push(self, *frames: Frame) -> None:
        """Put work on the stack, the last frame on top."""
        self.frames.extend(frames)
        if len(self.frames) > MAX_FRAMES:
            raise LimitReached(f"commands nested more than {MAX_FRAMES} deep")

    def pop(self) -> Frame:
        """Take the top frame off."""
        return self.frames.pop()

    def swap(self, *frames: Frame) -> None:
        """Put other work in the place of the top frame."""
        self.frames[-1:] = frames

    def clean_up(self, frame: Frame) -> None:
        """Undo what a frame stands for, whether its work ended or was left."""
        if isinstance(frame, RestoreFds):
            redirection.restore(self.sys, frame.saved)
        elif isinstance(frame, RestoreVariables):
            self.restore_variables(frame.saved)
        elif isinstance(frame, EndFunction):
            self.change(positional=frame.positional)
            self.restore_variables(frame.covered)
        elif isinstance(frame, EndSource):
            if frame.positional is not None:
                self.change(positional=frame.positional)
        elif isinstance(frame, Capture) and frame.fd in self.sys.fds():
            self.sys.close(frame.fd)

    def find(self, wanted: Callable[[Frame], bool]) -> int:
        """The place on the stack of the topmost frame of a kind, -1 if there is none."""
        frames = self.frames
        for index in range(len(frames) - 1, -1, -1):
            if wanted(frames[index]):
                return index
        return -1

    def unwind(self, depth: int) -> None:
        """Leave everything above the lowest `depth` frames."""
        while len(self.frames) > depth:
            self.clean_up(self.pop())

    def substitute(self, need: NeedsSubstitution) -> None:
        """Run a command substitution as a child; its output is given to the frame on top."""
        pid, fd = start_substitution(self, need)
        self.push(Capture(pid, fd))

    def give_output(self, text: str, status: int) -> None:
        """Hand a substitution's output to the frame that is expanding."""
        frame = self.top
        assert isinstance(frame, Expanding)
        self.swap(replace(frame, results=(*frame.results, text), substituted=status))

    # Output and complaints.

    def write(self, data: bytes, builtin: str) -> None:
        """Write a builtin's output; raises ShellFault when it can't be written."""
        if not data:
            return
        try:
            self.sys.write(1, data)
        except OsError as error:
            raise ShellFault("write", builtin=builtin, error=error.strerror) from None

    def say(self, text: str) -> None:
        """Write to standard error; nobody hears it if that is closed."""
        try:
            self.sys.err(text)
        except OsError:
            return

    def complain(self, fault: ShellFault) -> None:
        """Write a fault's message and set its status."""
        text, status = fault_message(self.freeze(), fault)
        if text:
            self.say(text)
        self.status = status

    def fault_of_expansion(self, error: ExpansionFault | ArithmeticFault) -> ShellFault:
        """An expansion's failure as a fault, which ends the line or the shell."""
        bash = self.state.dialect.name == "bash"
        if isinstance(error, ArithmeticFault):
            return ShellFault("arithmetic", effect="line", problem=error.problem)
        if error.kind == "not simulated":
            return ShellFault("said", effect="line", status=127, text=error.name)
        if error.kind in ("required", "required unset"):
            words = table(self.state.dialect.name).TEXTS
            absent = words["null_or_unset" if error.kind == "required" else "only_unset"]
            message = error.message if error.message is not None else absent
            return ShellFault("required", effect="shell", name=error.name, message=message)
        effect = "shell" if error.kind == "unset" or not bash else "line"
        return ShellFault(error.kind, effect=effect, name=error.name)

    def fail(self, fault: ShellFault) -> bool:
        """Complain, and end what the fault ends; False when that is the command alone."""
        if fault.key == "said" and fault.status == 127:
            self.status = self.sys.not_simulated(str(fault.fields["text"]))
        else:
            self.complain(fault)
        if not fault.effect or fault.effect == "command":
            return False
        if self.state.interactive:
            self.to_prompt()
        elif fault.effect == "line" and self.state.dialect.name == "bash":
            self._discard_line()
        else:
            self.leave(self.status)
        return True

    def _discard_line(self) -> None:
        """What bash does: give the line up; only a script in a file goes on with the next."""
        place = self.find(lambda f: isinstance(f, (ScriptText, ScriptInput)))
        frames = self.frames
        while (
            place > 0
            and isinstance(frames[place], ScriptText)
            and (
                frames[place].kind in ("eval", "trap")  # type: ignore[union-attr]
            )
        ):
            place = next(
                (
                    i
                    for i in range(place - 1, -1, -1)
                    if isinstance(frames[i], (ScriptText, ScriptInput))
                ),
                -1,
            )
        if place < 0:
            self.leave(self.status)
            return
        self.unwind(place + 1)

    def to_prompt(self) -> None:
        """Leave everything but the reading of commands."""
        place = self.find(lambda frame: isinstance(frame, ScriptInput))
        if place < 0:
            self.leave(self.status)
            return
        self.unwind(place + 1)
        frame = self.top
        assert isinstance(frame, ScriptInput)
        self.swap(replace(frame, buffer="", wanted_more=False))

    def limit(self, limit: LimitReached) -> None:
        """Say which limit was met, and end the line or the shell."""
        self.say(f"layerlab: limit reached: {limit}\n")
        self.status = 1
        if self.state.interactive:
            self.to_prompt()
        else:
            self.leave(1)

    # Ends.

    def leave(self, status: int) -> None:
        """End the shell, running its EXIT trap first."""
        self.unwind(0)
        status &= 0xFF
        self.status = status
        self.frames = [Finish(status)]
        trap = self.state.traps.get("EXIT")
        if trap:
            self.change(traps=self.state.traps.discard("EXIT"))
            self.push(ScriptText(trap, "trap", line=self.line))

    # Children.

    def fork(
        self,
        frames: tuple[Frame, ...],
        fds: Mapping[int, int] | None = None,
        close: tuple[int, ...] = (),
        *,
        background: bool = False,
        state: ShellState | None = None,
    ) -> int:
        """Start a copy of this shell that runs `frames`; give its number."""
        base = state or self.freeze()
        ignored = {name: "" for name in sorted(base.traps) if not base.traps[name]}
        child = replace(
            base,
            frames=(*frames, ChildStart()),
            traps=HashTrieMap(ignored),
            interactive=False,
            subshell=True,
            jobs=(),
            pending=(),
        )
        kept = set(fds or ())
        saved = [
            place
            for frame in self.frames
            if isinstance(frame, RestoreFds)
            for _, place in frame.saved
            if place is not None
        ]
        captured = [frame.fd for frame in self.frames if isinstance(frame, Capture)]
        unwanted = [fd for fd in (*close, *saved, *captured) if fd not in kept]
        return self.sys.fork(child, fds, close=unwanted, background=background)

    def add_job(self, pid: int, text: str) -> Job:
        """Remember a process that runs in the background."""
        number = max((job.number for job in self.state.jobs), default=0) + 1
        job = Job(number, pid, self.sys.visible_pid(pid), text)
        self.change(jobs=(*self.state.jobs, job), last_background=job.visible)
        return job

    def run_text(self, text: str, kind: str, mode: Mode, *, name: str = "") -> None:
        """Run a text as commands, after which the caller goes on."""
        self.push(EndEval(), ScriptText(text, kind, line=1, mode=mode, name=name))

    def run_body(self, frame: RunSequence) -> None:
        """Run a list."""
        self.push(frame)
