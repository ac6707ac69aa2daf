"""The day to which a dump belongs: that of filing, in the file itself; the name counts only where nothing was filed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from reading import head, text_of

from ripplemark.readers.base import Head
from ripplemark.readers.dsa_statements import DsaStatements
from tests.dumps import dump

NAME = "sor-chirp-2025-10-09-full-00000-00000.csv"


def own_day(of: Head) -> date | None:
    match = DsaStatements.recognise(of)
    assert match is not None
    return DsaStatements.own_day(of, match)


def test_it_is_the_day_of_filing_whatever_the_name_says(tmp_path: Path) -> None:
    text = text_of(dump(tmp_path, "2025-09-01"))
    assert own_day(head(text)) == own_day(head(text, NAME)) == date(2025, 9, 1)


def test_of_a_dump_without_statements_it_is_the_one_in_its_name(tmp_path: Path) -> None:
    header = text_of(dump(tmp_path, "2025-09-01")).splitlines(keepends=True)[0]
    assert own_day(head(header, NAME)) == date(2025, 10, 9)
    assert own_day(head(header, "sor-chirp-2025-13-45-light.zip")) is None
    assert own_day(head(header, "renamed.csv")) is None


@pytest.mark.parametrize("other", ["2025-09-02 00:00:00", "soon"])
def test_several_days_and_no_days_are_not_known(tmp_path: Path, other: str) -> None:
    text = text_of(dump(tmp_path, "2025-09-01"))
    assert own_day(head(text.replace("2025-09-01 10:11:12", other, 1), NAME)) is None
    assert own_day(head(text.replace("2025-09-01 10:11:12", "soon"), NAME)) is None
    assert own_day(head(text.replace("2025-09-01 10:11:12", ""), NAME)) is None


def test_a_search_holds_what_was_found_and_belongs_to_no_day() -> None:
    path = Path(__file__).parent / "dsa_statements/input/statements-of-reason.csv"
    assert own_day(head(text_of(path))) is None
