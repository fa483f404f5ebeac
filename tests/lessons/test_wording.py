from __future__ import annotations

from string import Formatter

import pytest

from webapp.language import translations
from webapp.lessons import wording
from webapp.lessons.wording import fact_sentence, place_words
from webapp.simulator import places as p
from webapp.simulator.facts.forms import FORMS, OUTPUT_EXAMPLE
from webapp.simulator.facts.grammar import parse_fact

EXAMPLES = [*(form.example for form in FORMS), OUTPUT_EXAMPLE]
PLACES: list[p.Place] = [
    p.WritableLayer("web"),
    p.ImageLayer("site", 2),
    p.Image("site"),
    p.Volume("pages"),
    p.HostPath("/srv/shop"),
    p.MountPoint("web", "/data"),
    p.Container("web"),
    p.Nowhere(),
]
chinese = translations("zh").gettext


def messages() -> list[str]:
    """All messages of the module: what its tables hold, and its single ones."""
    found: list[str] = []
    tables = [v for name, v in vars(wording).items() if name[0] == "_" and name.isupper()]
    for value in tables:
        if isinstance(value, dict):
            found.extend(str(message) for message in value.values())
        else:
            found.append(str(value))
    return [message for message in found if message not in {"{number}", "{mount}"}]


def names(message: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(message) if name}


@pytest.mark.parametrize("line", EXAMPLES)
def test_every_fact_has_a_sentence_in_both_languages(line: str) -> None:
    fact = parse_fact(line)
    english, other = fact_sentence(fact, str), fact_sentence(fact, chinese)
    assert "{" not in english + other
    assert english != other


def test_every_place_has_words_in_both_languages() -> None:
    for place in PLACES:
        assert p.parse_place(str(place)) == place
        assert place_words(place, str) != place_words(place, chinese)


def test_a_translation_names_what_its_message_names() -> None:
    for message in messages():
        assert chinese(message) != message, message
        assert names(chinese(message)) == names(message)


def test_names_and_texts_are_set_as_code_and_escaped() -> None:
    fact = parse_fact('file /a in web is "<b>{x}</b>"')
    assert fact_sentence(fact, str) == (
        "<code>/a</code> in <code>web</code> holds exactly <code>&lt;b&gt;{x}&lt;/b&gt;</code>"
    )


def test_a_number_of_containers_reads_well() -> None:
    fact = parse_fact("volume pages is used by at most 1 container")
    words = "number of containers that use the volume <code>pages</code>: at most 1"
    assert fact_sentence(fact, str) == words
    assert fact_sentence(fact, chinese) == "使用数据卷 <code>pages</code> 的容器数量：至多 1"
