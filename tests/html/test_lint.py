from __future__ import annotations

import pytest
from flask import Flask, Response

from tests.html.client import LintingClient
from tests.html.lint import lint_html

HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
}
PAGE = """<!doctype html>
<html lang="en"><head><title>Layers</title><link rel="stylesheet" href="/static/a.css"></head>
<body><main><h1>Layers</h1>{}</main></body></html>"""


def faults(body: str) -> list[str]:
    return lint_html(PAGE.format(body), 200, HEADERS)


@pytest.mark.parametrize(
    "body",
    [
        "<p>Text<br>and <b>more</b> &amp; <a href='/x'>a link</a></p>",
        '<label>Name <input name="n"></label><input type="hidden" name="h">',
        '<label for="i">Name</label><input id="i">',
        '<svg role="img"><title>A picture</title><path d="M0 0"/><g><rect/></g></svg>',
        '<button type="button"><svg aria-hidden="true"><path/></svg> Run</button>',
        '<div id="t"></div><form hx-post="/x" hx-target="#t"></form>',
        '<form hx-trigger="submit delay:1s"><button type="submit">Go</button></form>',
        '<img src="/static/a.png" alt="">',
        '<button type="button" hx-target="closest li">x</button>',
        '<script src="/static/a.js" type="module"></script>',
    ],
)
def test_a_sound_page_has_no_faults(body: str) -> None:
    assert faults(body) == []


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ("<div>", "</main> where line 3: <div> is open"),
        ("</div>", "</div> where line 3: <main> is open"),
        ("<b><i></b></i>", "</b> where line 3: <i> is open"),
        ("<div/>", "<div> is closed by a slash"),
        ("</br>", "</br> closes nothing"),
        ("<p><div></div></p>", "<div> ends the paragraph"),
        ("<a href='/x'>x<button type='button'>y</button></a>", "<button> stands inside <a>"),
        ("<form><form></form></form>", "<form> stands inside <form>"),
        ("<g></g>", "<g> stands outside of an <svg>"),
        ("<i class='a' class='b'></i>", "<i> has class twice"),
        ("<i id='x'></i><b id='x'></b>", "<b#x> has an id that another element has"),
        ("<i id='x y'></i>", "has an id that is empty or has a blank"),
        ("<form hx-target='#none'></form>", "hx-target='#none', which is not there"),
        ("<form hx-target:inherited='#none'></form>", "'#none', which is not there"),
        ("<form hx-target='.row'></form>", "say which element by its id"),
        ("<form hx-target='#a b'></form>", "more than an id"),
        ("<hx-partial><i></i></hx-partial>", "does not say where it goes"),
        ("<p aria-describedby='none'></p>", "names none in aria-describedby"),
        ("<script>let a</script>", "<script> has code inside"),
        ("<style>p{}</style>", "<style> is style inside the page"),
        ("<p style='color: red'></p>", "has a style of its own"),
        ("<p onclick='x()'></p>", "has code in onclick"),
        ("<p hx-on:click='x()'></p>", "has code in hx-on:click"),
        ("<a href='JavaScript:x()'>x</a>", "has code in href"),
        ("<p hx-confirm='js:x()'></p>", "has code in hx-confirm"),
        ("<p hx-vals='js:{}'></p>", "has hx-vals that is no JSON"),
        ("<p hx-trigger='keyup[ctrlKey]'></p>", "has a condition in hx-trigger"),
        ("<img alt='' src='https://example.com/a.png'>", "has src on another host"),
        ("<input name='n'>", "<input> has no label"),
        ("<label></label><textarea></textarea>", "<textarea> has no label"),
        ("<label for='i'></label><input id='i'>", "<input#i> has no label"),
        ("<input aria-labelledby='none'>", "<input> has no label"),
        ("<img src='/a.png'>", "<img> has no alt"),
        ("<svg><title></title></svg>", "<svg> has no name"),
        ("<button type='button'></button>", "<button> has nothing to read"),
        ("<a href='#'>x</a>", "<a> leads nowhere"),
        ("<form><button>x</button></form>", "<button> does not say its type"),
        ("<p tabindex='2'></p>", "has a tabindex above 0"),
        ("<h1>Again</h1>", "not exactly one <h1>"),
    ],
)
def test_a_fault_is_named(body: str, fault: str) -> None:
    assert any(fault in each for each in faults(body)), faults(body)


def test_a_page_says_its_kind_language_and_title() -> None:
    found = lint_html("<html><body></body></html>", 200, HEADERS)
    assert "the page has no <!doctype html>" in found
    assert "the page has not exactly one <title>" in found
    assert "line 1: <html> does not say its language" in found


@pytest.mark.parametrize(
    ("header", "fault"),
    [
        ({"Content-Security-Policy": ""}, "no content policy"),
        ({"Content-Security-Policy": "default-src 'none' 'unsafe-inline'"}, "unsafe"),
        ({"Content-Type": "text/html"}, "UTF-8"),
    ],
)
def test_headers_are_read(header: dict[str, str], fault: str) -> None:
    (found,) = lint_html(PAGE.format(""), 200, {**HEADERS, **header})
    assert fault in found


def test_a_fragment_is_read_as_a_part_of_its_page() -> None:
    fragment = '<hx-partial hx-target="#tree"><i id="leaf"></i></hx-partial>'
    assert lint_html(fragment, 200, HEADERS, frozenset({"tree"})) == []
    (found,) = lint_html(fragment, 200, HEADERS, frozenset({"stack"}))
    assert "'#tree', which is not there" in found
    assert lint_html(fragment, 200, HEADERS) == []


def test_an_empty_reply_has_nothing_to_lint() -> None:
    assert lint_html("", 204, {}) == []


def test_the_client_fails_on_a_faulty_reply_and_remembers_its_page() -> None:
    app = Flask(__name__)
    app.test_client_class = LintingClient
    bodies = {
        "page": PAGE.format('<div id="tree"></div>'),
        "part": '<hx-partial hx-target="#tree"><i></i></hx-partial>',
        "lost": '<hx-partial hx-target="#none"><i></i></hx-partial>',
    }

    @app.get("/<name>")
    def show(name: str) -> Response:
        return Response(bodies[name], headers=HEADERS)

    client = app.test_client()
    assert client.get("/lost").status_code == 200
    assert client.get("/page").status_code == 200
    assert client.get("/part").status_code == 200
    with pytest.raises(AssertionError, match="'#none', which is not there"):
        client.get("/lost")
