"""cp and mv, each in its dialect."""

from __future__ import annotations

from webapp.simulator.userland.coreutils import copying_busybox, copying_gnu
from webapp.simulator.userland.coreutils.command import Command, Grammar, Run


def cp(run: Run) -> int:
    """Copy files."""
    return copying_gnu.cp(run) if run.gnu else copying_busybox.cp(run)


def mv(run: Run) -> int:
    """Rename files."""
    return copying_gnu.mv(run) if run.gnu else copying_busybox.mv(run)


COMMANDS = (
    Command(
        "cp",
        cp,
        Grammar(
            "abdfHilLnprst:uvxPRS:TZ",
            "archive=a force=f interactive=i link=l dereference=L no-clobber=n no-dereference=P"
            " preserve?=preserve no-preserve:=no-preserve recursive=R symbolic-link=s"
            " target-directory:=t no-target-directory=T update?=u verbose=v one-file-system=x"
            " attributes-only=! backup?=! copy-contents=! parents=! reflink?=reflink"
            " remove-destination=! sparse:=sparse strip-trailing-slashes=strip suffix:=! keep=!"
            " context?=! debug=!",
            missing="bSZ",
        ),
        Grammar(
            "arRPLHpfidnlsTt:uv",
            "archive=a force=f interactive=i link=l dereference=L no-clobber=n no-dereference=P"
            " recursive=R symbolic-link=s no-target-directory=T target-directory:=t verbose=v"
            " update=u remove-destination=! parents=! reflink?=reflink",
        ),
    ),
    Command(
        "mv",
        mv,
        Grammar(
            "bfint:uvS:TZ",
            "force=f interactive=i no-clobber=n target-directory:=t no-target-directory=T update?=u"
            " verbose=v backup?=! suffix:=! strip-trailing-slashes=strip context=! debug=!"
            " no-copy=! exchange=!",
            missing="bSZ",
        ),
        Grammar(
            "finTt:v",
            "force=f interactive=i no-clobber=n target-directory:=t no-target-directory=T"
            " verbose=v",
        ),
    ),
)
