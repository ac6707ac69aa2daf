"""Deadlines that laws set: whose requests count, which items are in time, and what is never scored."""

from __future__ import annotations

import pytest
from real_path import Asking, Storing
from scipy.stats import beta

from ripplemark.errors import UnknownName
from ripplemark.measures.ruled import REASONS, REFERENCE, UNDER, TwoDeadlines
from ripplemark.measures.rules import templates
from ripplemark.result import Estimate

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
