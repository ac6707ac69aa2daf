"""Deadlines that laws set: what each row says, when it is checked, and what a person may change."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from ripplemark.archive import Archive, Stamp
from ripplemark.errors import UnknownName
from ripplemark.measures.deciding_rules import NotCheckedYet, decide_rule, decided, rulebook
from ripplemark.measures.rules import DUTIES, NotARule, book, said, switched_on, templates
from ripplemark.paths import DATA
from ripplemark.paths import REFERENCE as REFERENCE_FILES
from ripplemark.schema import NOTICE_KINDS

US = "us-take-it-down"

# The rows that come with Ripplemark


@pytest.fixture(scope="module")
def rows() -> list[dict[str, str]]:
    with (REFERENCE_FILES / "deadlines.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_row_says_whose_clock_it_is_from_where_it_is_and_when_it_was_checked(
    rows: list[dict[str, str]],
) -> None:
    assert len({row["id"] for row in rows}) == len(rows) > 20
    for row in rows:
        assert set(row["clock"].split()) <= set(NOTICE_KINDS), row["id"]
        assert row["clock"], row["id"]
        assert row["duty"] in DUTIES, row["id"]
        assert row["applies_to_whom"] in ("platform", "regulator"), row["id"]
        assert row["verified"] in ("yes", "no"), row["id"]
        for name in ("jurisdiction", "instrument", "short", "starts", "content_scope", "status"):
            assert row[name].strip(), (row["id"], name)
        assert row["source"].strip(), row["id"]
        assert bool(row["checked_on"]) == (row["checked_against"] in ("primary", "secondary"))
        assert row["checked_on"] or row["verified"] == "no", row["id"]
        assert (row["checked_on"] or "2026-01-01") <= f"{datetime.now(UTC):%Y-%m-%d}"
        if row["applies_from"] and row["applies_to"]:
            assert date.fromisoformat(row["applies_from"]) < date.fromisoformat(row["applies_to"])


def test_every_column_of_the_file_is_explained(rows: list[dict[str, str]]) -> None:
    told = (DATA / "README.md").read_text(encoding="utf-8").partition("reference/deadlines.csv")[2]
    for column in rows[0]:
        assert f"| `{column}` |" in told, column


def test_what_was_told_from_memory_or_contradicts_itself_is_unverified_and_never_scored() -> None:
    # SCIENCE.md, D: rows tagged [M], contradictory ones, and duties whose start was not seen.
    for name in (
        "us-dmca-512", "uk-osa-intimate", "eu-violence-women", "de-netzdg-24h", "de-netzdg-7d", "fr-lcen-6-1",
        "in-it-rules-grievance", "br-decree-12976", "kr-telecom-22-5", "sg-osra",
    ):  # fmt: skip
        assert not templates()[name].verified, name
        assert templates()[name].unscored, name


def test_rows_that_are_from_memory_alone_are_not_in_the_file() -> None:
    # SCIENCE.md, D, last row: "[M] only - do not display".
    told = {each.jurisdiction for each in templates().values()}
    assert not told & {"New Zealand", "Indonesia", "Vietnam"}


@pytest.mark.parametrize(
    ("name", "hours", "since"),
    [
        # SCIENCE.md, D.
        (US, 48, date(2026, 5, 19)),
        ("eu-terrorist-content", 1, date(2022, 6, 7)),
        ("au-osa-77", 24, date(2022, 1, 23)),
        ("in-it-rules-ncii", 2, date(2026, 2, 20)),
        ("in-it-rules-orders", 3, date(2026, 2, 20)),
    ],
)
def test_deadlines_that_are_scored_have_the_hours_and_the_first_day_of_their_source(
    name: str, hours: float, since: date
) -> None:
    rule = templates()[name]
    assert (rule.hours, rule.applies_from, rule.unscored) == (hours, since, "")


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("eu-dsa-16", "no number of hours"),
        ("it-privacy-144bis", "for the regulator"),
        ("eu-hate-speech-code", "review the request"),
        ("jp-ipda", "tell what was decided"),
        ("au-osa-88-complaint", "before an authority may step in"),
        ("ca-c-63", "not known here, or it never did"),
    ],
)
def test_what_is_no_deadline_for_a_platforms_removal_is_never_scored_and_says_why(
    name: str, why: str
) -> None:
    assert templates()[name].verified
    assert why in templates()[name].unscored


def test_a_check_of_more_than_180_days_ago_says_so() -> None:
    rule = said("own-1", {"hours": "24", "clock": "user", "checked": "2026-01-01"})
    within, over = datetime(2026, 6, 30, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)
    assert (rule.days_since(within), rule.days_since(over)) == (180, 181)
    assert not rule.stale(within)
    assert rule.checked(within) == "Checked on 1 January 2026 by the publisher of this archive."
    assert rule.stale(over)
    assert "181 days ago" in rule.checked(over)


# What is decided


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive", Stamp(now=lambda: datetime(2026, 11, 22, tzinfo=UTC)))
    made.ensure_incident("LANTERN", "intimate_image", "UTC")
    return made


def test_no_deadline_is_on_until_a_person_switches_it_on_and_it_can_be_taken_back(
    archive: Archive,
) -> None:
    assert switched_on(decided(archive, "LANTERN")) == ()
    made = decide_rule(archive, "LANTERN", f"deadlines.{US}", "on")
    assert [each.name for each in switched_on(decided(archive, "LANTERN"))] == [US]
    archive.undo(made.decision_id)
    assert switched_on(decided(archive, "LANTERN")) == ()
    decide_rule(archive, "LANTERN", f"deadlines.{US}", "on")
    decide_rule(archive, "LANTERN", f"deadlines.{US}", "off")
    assert switched_on(decided(archive, "LANTERN")) == ()


def test_a_row_of_ones_own_is_scored_once_it_says_when_it_was_checked(archive: Archive) -> None:
    decide_rule(archive, "LANTERN", "deadlines.own-1", "hours=24 clock=user,lawyer from=2026-01-31")
    assert "unverified" in rulebook(archive, "LANTERN")["own-1"].unscored
    text = "hours=24 clock=user,lawyer from=2026-01-31 checked=2026-02-15 content=intimate"
    decide_rule(archive, "LANTERN", "deadlines.own-1", text)
    rule = rulebook(archive, "LANTERN")["own-1"]
    assert (rule.hours, rule.clock, rule.unscored) == (24.0, ("user", "lawyer"), "")
    assert rule.words == templates()[US].words
    assert switched_on(decided(archive, "LANTERN")) == ()


def test_what_is_said_of_a_template_goes_first_and_the_rest_stays(archive: Archive) -> None:
    text = "from=2026-07-20 checked=2026-11-01"
    decide_rule(archive, "LANTERN", "deadlines.br-decree-12976", text)
    rule = rulebook(archive, "LANTERN")["br-decree-12976"]
    assert (rule.hours, rule.unscored, rule.own) == (2.0, "", True)
    assert "publisher of this archive" in rule.source
    assert templates()["br-decree-12976"].unscored


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("own-1", "hours=24", "needs 'clock'"),
        ("own-1", "clock=user", "needs 'hours'"),
        ("own-1", "hours=soon clock=user", "'hours' is a number above 0"),
        ("own-1", "hours=-1 clock=user", "'hours' is a number above 0"),
        ("own-1", "hours=nan clock=user", "'hours' is a number above 0"),
        ("own-1", "hours=24 clock=everybody", "'clock' takes user, trusted_flagger"),
        ("own-1", "hours=24 clock=user from=31.01.2026", "'from' is a day such as 2026-01-31"),
        ("own-1", "hours=24 clock=user from=2026-02-01 to=2026-02-01", "not after its first"),
        ("own-1", "hours=24 clock=user content=everything", "'content' takes one of any"),
        ("own-1", "hours=24 clock=user name=somebody", "a field that no deadline has"),
        ("own-1", "hours=24 hours=48 clock=user", "fields with '=' and spaces"),
        (US, "maybe", "fields with '=' and spaces"),
        (US, "", "Nothing is said"),
    ],
)
def test_a_row_that_cannot_be_read_says_what_to_write_and_decides_nothing(
    archive: Archive, name: str, text: str, told: str
) -> None:
    before = archive.fingerprint()
    with pytest.raises(NotARule, match="own-1") as refused:
        decide_rule(archive, "LANTERN", f"deadlines.{name}", text)
    assert told in str(refused.value)
    assert "Nothing was decided" in str(refused.value)
    assert "somebody" not in str(refused.value)
    assert archive.fingerprint() == before


def test_a_check_that_lies_ahead_and_an_unknown_deadline_are_refused(archive: Archive) -> None:
    with pytest.raises(NotCheckedYet):
        decide_rule(archive, "LANTERN", f"deadlines.{US}", "checked=2026-11-23")
    with pytest.raises(UnknownName, match=US):
        decide_rule(archive, "LANTERN", "deadlines.jane-doe", "hours=24 clock=user")
    with pytest.raises(UnknownName, match=US):
        decide_rule(archive, "LANTERN", "deadlines.own-1", "on")
    with pytest.raises(UnknownName, match="LANTERN"):
        decide_rule(archive, "NOBODY", f"deadlines.{US}", "on")


def test_a_stored_row_that_cannot_be_read_is_refused_in_words() -> None:
    with pytest.raises(NotARule, match="'hours' is a number"):
        book({US: {"row": {"hours": "many"}}})
