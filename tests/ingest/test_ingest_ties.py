"""A file that two formats want equally asks which it is: on the command line and on the page, and the answer is taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.cli import run
from ripplemark.ingest import Options, Undecided, check
from ripplemark.ui.speaking import for_the_page

TIE = 'Date,"harbour lamp: (Worldwide)"\n2024-03-01,5\n2024-03-02,100\n2024-03-03,7\n'
"""Quotation marks as Toolforge writes them, and a column named as Google Trends names it: somebody edited one of the two."""
BOTH = ("wikimedia_pageviews", "google_trends")


@pytest.fixture
def tie(tmp_path: Path) -> Path:
    path = tmp_path / "table.csv"
    path.write_text(TIE, encoding="utf-8")
    return path


def test_both_formats_are_named_and_nothing_is_stored(
    tie: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["add", str(tie), "--incident", "LANTERN"]) == 1
    said = " ".join(capsys.readouterr().err.split())
    assert "could be wikimedia_pageviews or google_trends" in said
    assert "Say which with --format NAME" in said
    assert Archive(tmp_path / "archive").datasets() == ()


@pytest.mark.parametrize("format", BOTH)
def test_the_answer_is_taken(tie: Path, tmp_path: Path, format: str) -> None:
    archive = Archive(tmp_path / "archive")
    report = check(archive, tie, Options(incident="LANTERN", format=format))
    assert (report.format, report.rows_stored) == (format, 3)


def test_the_page_says_where_to_choose(tie: Path, tmp_path: Path) -> None:
    with pytest.raises(Undecided) as asked:
        check(Archive(tmp_path / "archive"), tie, Options(incident="LANTERN"))
    assert asked.value.names == BOTH
    assert "Choose below which it is" in for_the_page(str(asked.value))
