from __future__ import annotations

import os
import shutil
from threading import Thread
from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import sync_playwright
from werkzeug.serving import make_server

from webapp.sessions.limits import Rate
from webapp.web.app import Options, create_app

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page

CHROMIUM: Final = os.environ.get("LAYERLAB_CHROMIUM") or shutil.which("chromium")
CLASSROOM: Final = "classroom.test"
"""A name that the browser takes to this machine: to it, a plain-http address like a classroom's."""
FLAGS: Final = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    f"--host-resolver-rules=MAP {CLASSROOM} 127.0.0.1",
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("no Chromium: install it, or set LAYERLAB_CHROMIUM to its place")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    journal = tmp_path_factory.mktemp("browser") / "journal.sqlite3"
    app = create_app(Options(database=f"sqlite:///{journal}"))
    # A walk through a lesson is hastier than any learner.
    app.extensions["layerlab.haste"] = Rate(1e9, 1e9)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def visit(browser: Browser, port: int) -> Iterator[Callable[..., Page]]:
    """Open a page of a new learner's; what the browser complains of fails the test."""
    contexts: list[BrowserContext] = []
    complaints: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            complaints.append(said.text)

    def opened(
        path: str = "/",
        *,
        language: str = "en",
        host: str = "127.0.0.1",
        scripts: bool = True,
        width: int = 1440,
    ) -> Page:
        context = browser.new_context(
            base_url=f"http://{host}:{port}",
            locale={"en": "en-US", "zh": "zh-CN"}[language],
            java_script_enabled=scripts,
            viewport={"width": width, "height": 900},
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()
    # A refused command answers with a status that Chromium notes; that is no fault of the page.
    assert [each for each in complaints if "the server responded with a status" not in each] == []
