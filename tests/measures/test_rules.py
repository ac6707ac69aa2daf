"""Deadlines that laws set: what each row says, when one is scored, whose requests count, and what a person may change."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from real_path import Asking, Storing
from scipy.stats import beta

from ripplemark.archive import Archive, Stamp
from ripplemark.errors import UnknownName
from ripplemark.measures.deciding_rules import NotCheckedYet, decide_rule, decided, rulebook
from ripplemark.measures.ruled import REASONS, REFERENCE, UNDER, TwoDeadlines
from ripplemark.measures.rules import DUTIES, NotARule, book, said, switched_on, templates
from ripplemark.paths import DATA
from ripplemark.paths import REFERENCE as REFERENCE_FILES
from ripplemark.result import Estimate
from ripplemark.schema import NOTICE_KINDS

HEADER = "platform,item,sent_at,received_at,by,outcome,outcome_at,last_checked"
LOOK = "2026-08-01T00:00Z"
US = "us-take-it-down"


def asked(item: str, sent: str, by: str = "user", down: str = "", **more: str) -> str:
    """One request; removed at ``down``, else up at the last look."""
    outcome = "removed" if down else ""
    look = more.get("look", LOOK)
    return f"Chirp,{item},{sent},{more.get('received', '')},{by},{outcome},{down},{look}"


def by_quantity(found: list[Estimate]) -> dict[str, Estimate]:
    return {str(each.by["quantity"]): each for each in found}


def counted(asking: Asking, name: str = US, **settings: str) -> dict[str, Estimate]:
    return by_quantity(asking("within-deadline", settings={"instrument": name, **settings}))


def numbers(found: dict[str, Estimate]) -> dict[str, int]:
    """The counts that are not nought."""
    return {
        name: int(each.value)
        for name, each in found.items()
        if name != "share" and isinstance(each.value, int | float) and each.value
    }


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


# What is scored

REQUESTS = (
    asked("in time", "2026-06-01T00:00Z", down="2026-06-02T12:00Z"),
    asked("by lawyer", "2026-06-01T00:00Z", "lawyer", down="2026-06-02T23:00Z"),
    asked("late", "2026-06-01T00:00Z", down="2026-06-09T00:00Z"),
    asked("still up", "2026-06-01T00:00Z"),
    asked("still within", "2026-07-31T00:00Z"),
    asked("only a day", "2026-06-01T12:00Z", down="2026-06-03"),
    asked("other kind", "2026-06-01T00:00Z", "rights_holder", down="2026-06-02T00:00Z"),
    asked("unknown kind", "2026-06-01T00:00Z", "", down="2026-06-02T00:00Z"),
    asked("before", "2026-05-18T23:00Z", down="2026-05-20T00:00Z"),
    asked("straddling", "2026-05-18T23:00Z/2026-05-19T01:00Z", down="2026-05-20T00:00Z"),
)


def test_a_request_is_counted_where_its_kind_and_its_day_are_those_of_the_rule(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *REQUESTS, zone="UTC", answers={"midnight": "midnight", "clock": "first"})
    found = counted(asking)
    assert numbers(found) == {
        "in-time": 2,
        "past": 2,
        "within-time": 1,
        "undecided": 1,
        "other-kind": 1,
        "kind-unknown": 1,
        "before-start": 1,
        "start-unclear": 1,
    }
    assert found["past"].lines == (4, 5)
    assert found["before-start"].lines == (10,)
    assert {each.n for name, each in found.items() if name in UNDER} == {6}
    assert set(found) == {"share", *UNDER, *REASONS}
    assert found["share"].by["clock"] == "rule"
    assert found["share"].by["hours"] == 48.0


def test_the_first_day_is_the_home_zones(storing: Storing, asking: Asking) -> None:
    # 22:30 on 18 May in UTC is half past midnight on 19 May in Berlin.
    storing(HEADER, asked("one", "2026-05-18T22:30Z", down="2026-05-19T12:00Z"), zone="Europe/Berlin")  # fmt: skip
    assert numbers(counted(asking)) == {"in-time": 1}


def test_a_later_request_that_fits_starts_the_clock_and_earlier_ones_do_not(
    storing: Storing, asking: Asking
) -> None:
    storing(
        HEADER,
        asked("one", "2026-04-01T00:00Z"),
        asked("one", "2026-06-01T00:00Z", "other"),
        asked("one", "2026-06-10T00:00Z", down="2026-06-11T00:00Z"),
        zone="UTC",
        answers={"midnight": "midnight", "clock": "first"},
    )
    assert numbers(counted(asking)) == {"in-time": 1}


def test_the_clock_starts_when_a_request_is_received_where_that_is_known(
    storing: Storing, asking: Asking
) -> None:
    came = {"received": "2026-06-02T09:00Z"}
    storing(HEADER, asked("one", "2026-06-01T00:05Z", down="2026-06-03T10:00Z", **came), zone="UTC")
    assert numbers(counted(asking)) == {"in-time": 1}
    storing(HEADER, asked("two", "2026-06-01T00:05Z", down="2026-06-03T10:00Z"), zone="UTC")
    assert numbers(counted(asking)) == {"in-time": 1, "past": 1}


ITEMS = "platform,item,posted_at,notice_at,notice_kind,down_at,outcome,observed_until,category,keywords,n"


def test_items_without_requests_have_their_notice_and_their_category_must_fit_where_it_is_known(
    storing: Storing, asking: Asking
) -> None:
    start, down, look = "2026-06-01T00:05Z", "2026-06-02T00:05Z", LOOK
    storing(
        ITEMS,
        f"Chirp,a,,{start},user,{down},removed,{look},intimate image,,3",
        f"Chirp,b,,{start},user,{down},removed,{look},,non_consensual_image_sharing,",
        f"Chirp,c,,{start},user,{down},removed,{look},cyber_violence,cyber_stalking,",
        f"Chirp,d,,{start},user,{down},removed,{look},,,",
        f"Chirp,e,{start},,,{down},removed,{look},,,",
        f"Chirp,f,,{start},authority,{down},removed,{look},,,",
        zone="UTC",
    )
    found = counted(asking)
    assert numbers(found) == {
        "in-time": 5,
        "other-content": 1,
        "no-request": 1,
        "other-kind": 1,
    }
    assert "1 item counted without a category on record" in found["share"].note


def test_the_share_is_of_all_items_counted_with_clopper_and_pearsons_interval(
    storing: Storing, asking: Asking
) -> None:
    downs = ["2026-06-02T12:05Z"] * 8 + ["2026-06-09T00:05Z"] * 6 + [""] * 4
    rows = [asked(f"{k}", "2026-06-01T00:05Z", down=down) for k, down in enumerate(downs)]
    storing(HEADER, *rows, asked("old", "2026-01-01T00:05Z", down="2026-01-02T00:05Z"), zone="UTC")
    share = counted(asking)["share"]
    # Clopper & Pearson (1934), by the beta quantiles; 8 of 18.
    assert (share.value, share.n) == (pytest.approx(8 / 18), 18)
    assert share.low == pytest.approx(beta.ppf(0.025, 8, 11))
    assert share.high == pytest.approx(beta.ppf(0.975, 9, 10))
    assert "1 item asked about before the rule's first day: not counted." in share.note
    acted = counted(asking, denominator="acted")["share"]
    assert (acted.value, acted.n) == (pytest.approx(8 / 14), 14)


def test_a_label_does_not_meet_a_duty_to_remove(storing: Storing, asking: Asking) -> None:
    rows = [asked(f"r{k}", "2026-06-01T10:00Z", down="2026-06-01T20:00Z") for k in range(12)]
    labelled = [each.replace(",removed,", ",label,").replace(",r", ",l") for each in rows[:5]]
    storing(HEADER, *rows, *labelled)
    alone, both = counted(asking), counted(asking, gone="label,removed")
    assert numbers(both) == numbers(alone)
    assert numbers(both)["in-time"] == 12
    assert "The duty is to remove" in both["share"].note
    assert "The duty is to remove" not in alone["share"].note


def test_days_only_bound_the_share_in_time(storing: Storing, asking: Asking) -> None:
    # SCIENCE.md, B.4: P(d <= m-1) <= P(L <= 24m h) <= P(d <= m), here d = 0, 1, 2, 5 and m = 2.
    rows = [
        asked(f"{day} {k}", "2026-06-01", down=f"2026-06-0{1 + day}")
        for day in (0, 1, 2, 5)
        for k in range(5)
    ]
    storing(HEADER, *rows, zone="UTC")
    share = counted(asking)["share"]
    assert (share.status, share.low, share.high) == ("bounds", pytest.approx(0.5), pytest.approx(0.75))  # fmt: skip


def test_a_rule_that_is_never_scored_gives_no_number_and_its_reason(
    storing: Storing, asking: Asking
) -> None:
    storing(HEADER, *REQUESTS, zone="UTC", answers={"midnight": "midnight", "clock": "first"})
    for name in (name for name, rule in templates().items() if rule.unscored):
        (answer,) = asking("within-deadline", settings={"instrument": name})
        assert (answer.status, answer.value, answer.n) == ("NE_FEW", None, 0)
        assert templates()[name].unscored in answer.note
        assert REFERENCE in answer.note


def test_a_rule_brings_its_own_hours_and_clock(storing: Storing, asking: Asking) -> None:
    storing(HEADER, REQUESTS[0], zone="UTC")
    for given in ({"hours": "24"}, {"clock": "post"}):
        with pytest.raises(TwoDeadlines, match="instrument"):
            counted(asking, **given)
    with pytest.raises(UnknownName, match=US):
        counted(asking, "no-such-law")


def test_every_item_stands_in_exactly_one_place(storing: Storing, asking: Asking) -> None:
    storing(HEADER, *REQUESTS, zone="UTC", answers={"midnight": "midnight", "clock": "first"})
    found = counted(asking)
    counts = [each.value for name, each in found.items() if name != "share"]
    assert sum(each for each in counts if isinstance(each, int | float)) == len(REQUESTS)


def test_a_request_of_another_incident_about_the_same_item_changes_nothing(
    storing: Storing, asking: Asking
) -> None:
    header = "platform,item,notice_at,notice_kind,down_at,outcome"
    storing(header, "Chirp,one,2026-06-01T00:05Z,user,2026-06-02T00:05Z,removed", zone="UTC")
    storing(HEADER, asked("one", "2026-07-01T00:05Z", "other"), incident="COMPASS", zone="UTC")
    assert numbers(counted(asking)) == {"in-time": 1}
