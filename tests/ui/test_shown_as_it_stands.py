"""A name is shown as it stands, and does nothing to what stands beside it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.ui.frame import plain
from ripplemark.ui.reading import name_of
from ripplemark.vault import Vault


def test_an_address_in_a_name_is_no_link() -> None:
    for text in ("https://foreign.example/x", "www.foreign.example", "someone@foreign.example"):
        shown = plain(text)
        assert "\N{WORD JOINER}" in shown
        assert shown.replace("\N{WORD JOINER}", "").replace("\\", "") == text


def test_a_name_that_turns_the_direction_of_writing_leaves_the_numbers_beside_it_alone(
    tmp_path: Path,
) -> None:
    alias = Vault(tmp_path / "vault").aliases(["\u202eturned\u202c"], "term")["\u202eturned\u202c"]
    assert name_of(alias) == "turned"


def test_a_name_that_is_no_alias_stays_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RIPPLEMARK_WITHOUT_VAULT", "1")
    assert name_of("term A") == "term A"
