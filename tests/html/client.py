"""A test client that lints every HTML reply it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask.testing import FlaskClient

from tests.html.document import Document
from tests.html.lint import lint_html

if TYPE_CHECKING:
    from werkzeug.test import TestResponse


class LintingClient(FlaskClient):
    """Flask's test client; a reply with faults fails the test that asked for it.

    Set `app.test_client_class = LintingClient`. A fragment is read as a part of the page that this
    client fetched last.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._regions: frozenset[str] | None = None

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        response = super().open(*args, **kwargs)
        if response.mimetype == "text/html":
            text = response.get_data(as_text=True)
            faults = lint_html(text, response.status_code, dict(response.headers), self._regions)
            if faults:
                listed = "\n  ".join(faults)
                raise AssertionError(f"{response.request.path} has faults:\n  {listed}\n\n{text}")
            document = Document(text)
            if document.is_page:
                self._regions = frozenset(document.ids)
        return response
