"""Processes in the background: what a shell tells of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from webapp.simulator.kernel.errno import OsError

if TYPE_CHECKING:
    from webapp.simulator.userland.shell.shell import Shell
    from webapp.simulator.userland.shell.state import Job

_SIGNALLED = {
    129: "Hangup",
    130: "Interrupt",
    131: "Quit",
    134: "Aborted",
    137: "Killed",
    139: "Segmentation fault",
    143: "Terminated",
}


def refresh_jobs(shell: Shell) -> None:
    """Learn which jobs have ended."""
    jobs: list[Job] = []
    changed = False
    for job in shell.state.jobs:
        status = job.status
        if status is None:
            try:
                status = shell.sys.reap(job.pid)
            except OsError:
                status = 0
            changed = changed or status is not None
        jobs.append(replace(job, status=status))
    if changed:
        shell.change(jobs=tuple(jobs))


def job_line(shell: Shell, job: Job, *, mark: str) -> str:
    """A job as ``jobs`` shows it."""
    if job.status is None:
        what = "Running"
    elif job.status == 0:
        what = "Done"
    elif job.status in _SIGNALLED:
        what = _SIGNALLED[job.status]
    elif shell.state.dialect.name == "bash":
        what = f"Exit {job.status}"
    else:
        what = f"Done({job.status})"
    if shell.state.dialect.name == "bash":
        ending = " &" if job.status is None else ""
        return f"[{job.number}]{mark or ' '}  {what:<24}{job.text}{ending}\n"
    return f"[{job.number}] {mark or ' '} {what:<26} {job.text}\n"


def marked(jobs: tuple[Job, ...]) -> list[tuple[Job, str]]:
    """Jobs with the marks of the current and the previous one."""
    numbers = [job.number for job in jobs]
    marks = dict.fromkeys(numbers[-1:], "+") | dict.fromkeys(numbers[-2:-1], "-")
    return [(job, marks.get(job.number, "")) for job in jobs]


def announce_jobs(shell: Shell) -> bool:
    """Before a prompt: tell of jobs that have ended, and forget them; whether there were any."""
    refresh_jobs(shell)
    if not any(job.status is not None for job in shell.state.jobs):
        return False
    for job, mark in marked(shell.state.jobs):
        if job.status is not None:
            shell.say(job_line(shell, job, mark=mark))
    shell.change(jobs=tuple(job for job in shell.state.jobs if job.status is None))
    return True
