from __future__ import annotations

import shlex

import pytest
from hypothesis import given, strategies as st

from webapp.web.actions import ACTIONS, action

WORDS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=20)


def command(name: str, **values: str) -> str:
    chosen = action(name)
    assert chosen is not None
    filled = {field.name: field.value if field.kind != "check" else "" for field in chosen.fields}
    return chosen.command({**filled, **values})


@pytest.mark.parametrize(
    ("name", "values", "line"),
    [
        (
            "modify",
            {"container": "web", "path": "/a", "text": "hi there", "append": "on"},
            "docker exec web sh -c 'echo '\"'\"'hi there'\"'\"' >> /a'",
        ),
        (
            "modify",
            {"container": "web", "path": "/a", "text": "x"},
            "docker exec web sh -c 'echo x > /a'",
        ),
        ("delete", {"container": "web"}, "docker rm -f web"),
        ("delete", {"container": "web", "volumes": "on"}, "docker rm -f -v web"),
        ("volume", {"image": "nginx"}, "docker run -dit --name web2 -v data:/data nginx"),
        (
            "bind",
            {"image": "nginx", "readonly": "on"},
            "docker run -dit --name web2 -v /srv/site:/data:ro nginx",
        ),
        (
            "volumes-from",
            {"image": "nginx", "container": "web"},
            "docker run -dit --name web2 --volumes-from web nginx",
        ),
        (
            "over",
            {"declaring": "keeper /data"},
            "docker run -dit --name web2 -v data:/data keeper",
        ),
        (
            "build",
            {"image": "busybox"},
            (
                "mkdir -p new && printf '%s\\n' 'FROM busybox' 'VOLUME /data' > new/Dockerfile "
                "&& docker build -t keeper new"
            ),
        ),
    ],
)
def test_an_action_writes_the_command_that_one_would_type(
    name: str, values: dict[str, str], line: str
) -> None:
    assert command(name, **values) == line


@given(st.sampled_from(ACTIONS), st.data())
def test_what_is_filled_in_stays_one_word(action: object, data: st.DataObject) -> None:
    chosen = next(each for each in ACTIONS if each is action)
    values = {field.name: data.draw(WORDS) for field in chosen.fields}
    plain = {field.name: "word word" for field in chosen.fields}
    assert len(shlex.split(chosen.command(values))) == len(shlex.split(chosen.command(plain)))
