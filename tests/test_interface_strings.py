from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from webapp.language import LANGUAGES, LOCALE

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog

ROOT: Final = Path(__file__).parent.parent
FIELD: Final = re.compile(r"%\(\w+\)s|\{\w*\}")
SOURCE: Final = next(iter(LANGUAGES))


def said() -> set[str]:
    """Every interface string of code and templates; of one with a plural, the singular."""
    tables = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"][
        "mappings"
    ]
    found: set[str] = set()
    for _, _, message, _, _ in extract_from_dir(
        ROOT,
        method_map=[(table["pattern"], table["method"]) for table in tables],
        options_map={
            table["pattern"]: {k: v for k, v in table.items() if k not in {"pattern", "method"}}
            for table in tables
        },
        keywords={**DEFAULT_KEYWORDS, "marked": None, "_n": (1, 2)},
    ):
        found.add(message if isinstance(message, str) else message[0])
    return found


@pytest.fixture(params=[code for code in LANGUAGES if code != SOURCE])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    path = LOCALE / request.param / "LC_MESSAGES" / "messages.po"
    with path.open("rb") as file:
        return read_po(file, locale=request.param)


def translated(catalogue: Catalog) -> dict[str, list[str]]:
    """The translations of each string, all of its plurals."""
    found: dict[str, list[str]] = {}
    for message in catalogue:
        if message.id and not message.fuzzy:
            name = message.id if isinstance(message.id, str) else message.id[0]
            texts = [message.string] if isinstance(message.string, str) else message.string
            found[name] = list(texts or [])
    return found


def test_every_interface_string_is_translated(catalogue: Catalog) -> None:
    done = {name for name, texts in translated(catalogue).items() if all(texts)}
    assert said() - done == set()


def test_nothing_is_translated_that_is_not_said(catalogue: Catalog) -> None:
    assert translated(catalogue).keys() - said() == set()


def test_a_translation_fills_in_what_its_string_fills_in(catalogue: Catalog) -> None:
    for name, texts in translated(catalogue).items():
        for text in texts:
            assert set(FIELD.findall(text)) <= set(FIELD.findall(name)), text
