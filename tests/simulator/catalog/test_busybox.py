from __future__ import annotations

from webapp.simulator.catalog.busybox import APPLETS, BUSYBOX
from webapp.simulator.catalog.entries import size_of
from webapp.simulator.kernel.inode import Kind


def entries() -> dict[str, tuple[Kind, int]]:
    return {e.path: (e.kind, e.mode) for e in BUSYBOX.layers[0].make()}


def test_every_applet_is_one_more_name_of_the_one_program() -> None:
    files = [e for e in BUSYBOX.layers[0].make() if e.path.startswith("bin/")]
    assert len(files) == len(APPLETS.split()) == 272
    programs = [e for e in files if not e.hard]
    assert [e.content.program for e in programs] == ["busybox"]
    assert {e.link for e in files if e.hard} == {programs[0].path}


def test_the_directories_are_those_of_the_real_image() -> None:
    found = {path: mode for path, (kind, mode) in entries().items() if kind is Kind.DIRECTORY}
    assert found.pop("tmp") == 0o1777
    assert set(found.values()) == {0o755}
    assert sorted(found) == [
        *("bin", "dev", "etc", "home", "lib", "lib64", "root", "usr", "usr/bin", "usr/sbin"),
        *("var", "var/spool", "var/spool/mail", "var/www"),
    ]


def test_its_size_is_what_the_engine_tells_of_the_real_one() -> None:
    assert size_of(BUSYBOX.layers[0].make()) == 2_024_645


def test_it_was_imported() -> None:
    (row,) = BUSYBOX.history((2_024_645,))
    assert (row.created_by, row.comment, row.empty) == ("", "Imported from -", False)
    assert BUSYBOX.config.cmd == ("sh",)
    assert BUSYBOX.config.env == ()
