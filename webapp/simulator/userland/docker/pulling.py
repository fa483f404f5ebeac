"""What a pull prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from webapp.simulator.engine.references import parse

if TYPE_CHECKING:
    from webapp.simulator.engine.api import Pulled


def pull_lines(pulled: Pulled, *, whole: bool) -> str:
    """The lines of a pull; on a terminal (`whole`) each layer's line is left at its last state.

    Where output is no terminal the client prints every change of a layer's state as a line.
    """
    reference = parse(pulled.reference)
    name = (
        reference.path
        if reference.domain == "docker.io"
        else (f"{reference.domain}/{reference.path}")
    )
    tag = reference.tagged().tag
    lines = [f"{tag}: Pulling from {name}"]
    new = [step for step in pulled.steps if not step.present]
    if whole:
        lines += [
            f"{step.short_id}: {'Already exists' if step.present else 'Pull complete'} "
            for step in pulled.steps
            if pulled.newer
        ]
    elif pulled.newer:
        lines += [
            f"{step.short_id}: {'Already exists' if step.present else 'Pulling fs layer'}"
            for step in pulled.steps
        ]
        lines += [
            f"{step.short_id}: {state}"
            for step in new
            for state in ("Verifying Checksum", "Download complete")
        ]
        lines += [f"{step.short_id}: Pull complete" for step in new]
    lines.append(f"Digest: {pulled.digest}")
    shown = reference.tagged().familiar
    if pulled.newer:
        lines.append(f"Status: Downloaded newer image for {shown}")
    else:
        lines.append(f"Status: Image is up to date for {shown}")
    return "".join(f"{line}\n" for line in lines)
