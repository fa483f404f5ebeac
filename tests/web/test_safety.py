from __future__ import annotations

import pytest

from webapp.web.safety import POLICY, is_own


@pytest.mark.parametrize(
    ("site", "origin", "own"),
    [
        ("same-origin", "http://10.0.0.5:8000", True),
        ("none", None, True),
        ("cross-site", "http://10.0.0.5:8000", False),
        ("same-site", None, False),
        (None, "http://10.0.0.5:8000", True),
        (None, "http://10.0.0.5:8001", False),
        (None, "http://evil.example", False),
        (None, "null", False),
        (None, "", False),
        (None, None, True),
    ],
)
def test_a_request_counts_as_ours_by_its_site_or_else_by_its_origin(
    site: str | None, origin: str | None, own: bool
) -> None:
    assert is_own(site, origin, "10.0.0.5:8000") is own


def test_the_policy_begins_with_nothing_and_allows_no_inline_code() -> None:
    assert POLICY["default-src"] == "'none'"
    assert not any("unsafe" in source for source in POLICY.values())
