"""The system calls of one process: all that a simulated program can see and do."""

from __future__ import annotations

from collections.abc import Callable

from webapp.simulator.kernel.call import Exited, Replaced, WouldBlock
from webapp.simulator.kernel.descriptor_calls import Open
from webapp.simulator.kernel.network import Request, Response
from webapp.simulator.kernel.process import Wait
from webapp.simulator.kernel.process_calls import UNSIMULATED, Image, ProcessCalls


class Sys(ProcessCalls):
    """The system calls of one process; see the families that it is made of."""


Program = Callable[[Sys], "int | Wait"]
"""Runs a process: gives its exit status, or a `Wait`."""

Responder = Callable[[Sys, Request], Response]
"""Answers an HTTP request as the process that listens."""

__all__ = [
    "UNSIMULATED",
    "Exited",
    "Image",
    "Open",
    "Program",
    "Replaced",
    "Request",
    "Responder",
    "Response",
    "Sys",
    "Wait",
    "WouldBlock",
]
