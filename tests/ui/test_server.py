"""The server: its headers, its health, its own files, and what it says where there is no page."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.types import ASGIApp

from ripplemark.ui import index, routes
from ripplemark.ui.headers import HEADERS, SecurityHeaders, policy
from ripplemark.ui.routes import ROUTES, KnownPages
from ripplemark.ui.sections import SECTIONS
from tests.ui.asgi import get

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def app() -> ASGIApp:
    """The house's routes and middleware without Streamlit behind them."""
    middleware = [Middleware(SecurityHeaders), Middleware(KnownPages)]
    return Starlette(routes=list(ROUTES), middleware=middleware)


@pytest.mark.parametrize("path", ["/", "/incident", "/healthz", "/no/such/page", "/favicon.ico"])
def test_every_answer_carries_the_security_headers(app: ASGIApp, path: str) -> None:
    answer = get(app, path)
    assert {name: answer.headers[name.lower()] for name in HEADERS} == HEADERS


def test_the_content_policy_names_no_foreign_host_and_allows_no_inline_script() -> None:
    rules = HEADERS["Content-Security-Policy"]
    assert not re.search(r"https?:|\*|unsafe-eval", rules)
    script = next(rule for rule in rules.split("; ") if rule.startswith("script-src"))
    assert "unsafe-inline" not in script
    assert "frame-ancestors 'none'" in rules


def test_an_inline_script_is_allowed_by_its_hash() -> None:
    # W3C, Content Security Policy Level 3, section 8.4 gives this digest for the script "doSomething()".
    assert "'sha256-RFWPLDbv2BY+rCkDzsE+0fr8ylGr2R2faWMhq4lfEQc='" in policy(["doSomething();"])


def test_health_is_told_without_data(app: ASGIApp) -> None:
    answer = get(app, "/healthz")
    assert answer.status == 200
    assert set(json.loads(answer.body)) == {"status", "version"}


@pytest.mark.parametrize("each", SECTIONS, ids=lambda each: each.name)
def test_every_page_is_there_and_its_file_too(app: ASGIApp, each: routes.Section) -> None:
    answer = get(app, f"/{each.path}")
    assert answer.status == 200
    assert "<title>Ripplemark</title>" in answer.text
    assert (ROOT / each.file).is_file()


@pytest.mark.parametrize("path", ["/admin", "/incident/LANTERN", "/typeface/other.woff2"])
def test_an_unknown_path_gets_a_way_back_and_nothing_else(app: ASGIApp, path: str) -> None:
    answer = get(app, path)
    assert answer.status == 404
    assert "There is no such page" in answer.text
    assert "LANTERN" not in answer.text


def test_the_typeface_is_served_from_here_and_named_in_the_page(app: ASGIApp) -> None:
    named = set(re.findall(r"/typeface/[\w.-]+", index.page()))
    assert len(named) == 2
    for path in named:
        answer = get(app, path)
        assert answer.headers["content-type"] == "font/woff2"
        assert answer.body[:4] == b"wOF2"


def test_the_page_fetches_nothing_from_elsewhere() -> None:
    linked = re.findall(r"(?:src|href)=\"([^\"]+)\"", index.page())
    assert linked
    assert not [each for each in linked if each.startswith(("http", "//"))]


def test_no_file_but_the_typefaces_is_served(app: ASGIApp) -> None:
    for path in ("/typeface/../../pyproject.toml", "/typeface/LICENSE.txt", "/typeface/"):
        assert get(app, path).status == 404


def test_what_draws_a_chart_is_fetched_with_the_page_and_not_after_it() -> None:
    fetched = re.findall(
        r'rel="modulepreload" href="(/static/js/[\w.-]+)" crossorigin', index.page()
    )
    for part in index.PARTS:
        assert [path for path in fetched if path.startswith(f"/static/js/{part}.")], part
    assert len(fetched) == len(set(fetched))
    assert all((index.STREAMLITS.parent / path.lstrip("/")).is_file() for path in fetched)


def test_a_visitor_is_known_by_the_first_page_that_they_ask_for(app: ASGIApp) -> None:
    routes.visited.clear()
    get(app, "/healthz")
    assert not routes.visited.is_set()
    get(app, "/incident")
    assert routes.visited.is_set()
