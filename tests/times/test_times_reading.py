"""What single texts mean, by hand; every case is asked of Python and of SQL."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from clock_rows import ReadAll, meaning

from ripplemark.errors import InputError
from ripplemark.times import (
    DateOrder,
    Interval,
    Midnight,
    UnknownZone,
    UnreadableTime,
    check_zone,
    parse,
)
from ripplemark.times.months import MONTHS

BERLIN = "Europe/Berlin"


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def both(
    read_all: ReadAll,
    text: str,
    zone: str = "UTC",
    dates: DateOrder = "dmy",
    midnight: Midnight = "midnight",
) -> tuple[str, ...] | str:
    """(lo, hi) or the problem, after holding both implementations equal."""
    row = read_all([text], zone, dates, midnight)[text]
    found, problem = meaning(text, zone, dates, midnight)
    assert (row.lo, row.hi, row.problem) == (*found, problem)
    return problem or tuple(each.replace(tzinfo=None).isoformat() for each in found if each)


# Berlin is UTC+2 in summer; on 2025-10-26 at 03:00 the clock went back to 02:00, on 2025-03-30 at 02:00 forward to
# 03:00 (Directive 2000/84/EC). Sao Paulo's day of 2018-11-04 began at 01:00; Apia had no 2011-12-30; Lord Howe moves
# by half an hour (2025-04-06 02:00 back to 01:30); St John's fell back at 00:01 until 2011 (2010-11-07). IANA tzdata.
CLOCKS = [
    (BERLIN, "2025-10-24", "2025-10-23T22:00:00", "2025-10-24T22:00:00"),
    (BERLIN, "2025/10/24 10", "2025-10-24T08:00:00", "2025-10-24T09:00:00"),
    (BERLIN, "2025-10-24T10:15", "2025-10-24T08:15:00", "2025-10-24T08:16:00"),
    (BERLIN, "2025-10-24 10:15:30", "2025-10-24T08:15:30", "2025-10-24T08:15:31"),
    (BERLIN, "2025-10-24T10:15:30.25", "2025-10-24T08:15:30.250000", "2025-10-24T08:15:30.250000"),
    (BERLIN, "2025-10-24T10:15Z", "2025-10-24T10:15:00", "2025-10-24T10:16:00"),
    (BERLIN, "2025-10-24 10:15:00 UTC", "2025-10-24T10:15:00", "2025-10-24T10:15:01"),
    (BERLIN, "2025-10-24T10:15-0530", "2025-10-24T15:45:00", "2025-10-24T15:46:00"),
    (BERLIN, "2025-10-24T10:15+02", "2025-10-24T08:15:00", "2025-10-24T08:16:00"),
    (BERLIN, "2025-10-26", "2025-10-25T22:00:00", "2025-10-26T23:00:00"),
    (BERLIN, "2025-03-30", "2025-03-29T23:00:00", "2025-03-30T22:00:00"),
    (BERLIN, "2025-10-26 02:30", "2025-10-26T00:30:00", "2025-10-26T01:31:00"),
    (BERLIN, "2025-10-26 02:30:00.5", "2025-10-26T00:30:00.500000", "2025-10-26T01:30:00.500001"),
    (BERLIN, "2025-10-26 02:30+01:00", "2025-10-26T01:30:00", "2025-10-26T01:31:00"),
    ("America/Sao_Paulo", "2018-11-04", "2018-11-04T03:00:00", "2018-11-05T02:00:00"),
    ("America/Sao_Paulo", "2018-11-03", "2018-11-03T03:00:00", "2018-11-04T03:00:00"),
    ("Pacific/Apia", "2011-12-29", "2011-12-29T10:00:00", "2011-12-30T10:00:00"),
    ("Australia/Lord_Howe", "2025-04-06", "2025-04-05T13:00:00", "2025-04-06T13:30:00"),
    ("Australia/Lord_Howe", "2025-04-06 01:45", "2025-04-05T14:45:00", "2025-04-05T15:16:00"),
    ("America/St_Johns", "2010-11-06", "2010-11-06T02:30:00", "2010-11-07T03:30:00"),
    ("America/St_Johns", "2010-11-07", "2010-11-07T02:30:00", "2010-11-08T03:30:00"),
]


@pytest.mark.parametrize(("zone", "text", "lo", "hi"), CLOCKS)
def test_a_wall_time_becomes_every_instant_at_which_the_clock_showed_it(
    read_all: ReadAll, zone: str, text: str, lo: str, hi: str
) -> None:
    assert both(read_all, text, zone) == (lo, hi)


MINUTE_OF_3_15_PM = (at("2025-10-24T15:15"), at("2025-10-24T15:16"))
FORMS = [
    "24.10.2025 15:15",
    "24.10.25, 15:15",
    "24/10/2025 15:15",
    "24-10-2025T15:15",
    "24.10.2025 15h15",
    "24.10.2025 um 15.15 Uhr",
    "24.10.2025 15:15 Uhr",
    "24/10/2025 at 3:15 PM",
    "24/10/2025 3:15 p.m.",
    "24/10/2025 à 15h15",
    "24/10/2025 a las 15:15",
    "24 Oct 2025 15:15",
    "24. Oktober 2025 15:15",
    "24-Oct-25 15:15",
    "24 octobre 2025, 15:15",
    "24 de octubre de 2025 15:15",
    "Oct 24, 2025 3:15\u202fPM",
    "October 24th, 2025 at 3:15 pm",
    "  24  OKT.  2025   15:15 ",
    "2025-10-24T15:15:00Z/2025-10-24T15:16:00Z",
    "24.10.2025 15:15 -- Oct 24, 2025 3:16 PM",
    "2025-10-24 15:15:42@minute",
]


def test_every_accepted_form_of_one_minute_says_the_same(read_all: ReadAll) -> None:
    found = read_all(FORMS)
    for text in FORMS:
        (lo, hi), problem = meaning(text, "UTC", "dmy", "midnight")
        assert (problem, found[text].problem) == (None, None), text
        assert (found[text].lo, found[text].hi) == (lo, hi) == MINUTE_OF_3_15_PM, text


def test_month_names_are_read_in_four_languages(read_all: ReadAll) -> None:
    written = {f"9 {name} 2024": month for name, month in MONTHS.items()}
    accented = {"9 Jänner 2024": 1, "9 février 2024": 2, "9. MÄRZ 2024": 3, "9 août 2024": 8}
    found = read_all([*written, *accented])
    for text, month in (written | accented).items():
        assert found[text].lo == datetime(2024, month, 9, tzinfo=UTC), text
        assert parse(text).lo == datetime(2024, month, 9, tzinfo=UTC), text


PROBLEMS = {
    "": "unreadable",
    "unknown": "unreadable",
    "2025-10-24T": "unreadable",
    "24.10.2025 10": "unreadable",
    "24/10-2025": "unreadable",
    "24 Brumaire 2025": "unreadable",
    "24 Oct 25": "unreadable",
    "2025-10-24-05": "unreadable",
    "2025-10-24 -- 2025-10-25 -- 2025-10-26": "unreadable",
    "2025-10-25/2025-10-24": "unreadable",
    "2025-10-24@week": "unreadable",
    "45954.4": "unreadable",
    "31.2.2025": "impossible",
    "2025-13-01": "impossible",
    "2025-02-29": "impossible",
    "2025-10-24 25:00": "impossible",
    "2025-10-24 24:00": "impossible",
    "2025-10-24 10:60": "impossible",
    "24/10/2025 15:15 PM": "impossible",
    "2025-10-24T10:15+99:00": "impossible",
    "1969-12-31": "impossible",
    "2101-01-01": "impossible",
}


def test_a_text_without_a_time_is_unreadable_and_a_day_that_does_not_exist_impossible(
    read_all: ReadAll,
) -> None:
    found = read_all(list(PROBLEMS))
    for text, problem in PROBLEMS.items():
        assert meaning(text, "UTC", "dmy", "midnight") == ((None, None), problem), text
        assert (found[text].problem, found[text].lo, found[text].hi) == (problem, None, None), text


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        (BERLIN, "2025-03-30 02:30"),
        (BERLIN, "2025-03-30 02:30@day"),
        (BERLIN, "2025-03-30 02:00 -- 2025-03-30 05:00"),
        ("America/Sao_Paulo", "2018-11-04 00:00"),
        ("Pacific/Apia", "2011-12-30"),
        ("Pacific/Apia", "2011-12-30T12"),
    ],
)
def test_a_wall_time_that_never_occurred_is_rejected_as_a_gap(
    read_all: ReadAll, zone: str, text: str
) -> None:
    assert both(read_all, text, zone) == "gap"


def test_slashes_and_dashes_follow_the_date_order_and_dots_never_do(read_all: ReadAll) -> None:
    third_of_april, fourth_of_march = "2025-04-03T00:00:00", "2025-03-04T00:00:00"
    for text in ("3/4/2025", "03-04-25"):
        assert both(read_all, text, dates="dmy")[0] == third_of_april
        assert both(read_all, text, dates="mdy")[0] == fourth_of_march
    for text in ("3.4.2025", "2025/4/3", "3 Apr 2025"):
        assert both(read_all, text, dates="mdy")[0] == third_of_april
    assert both(read_all, "24/10/2025", dates="mdy") == "impossible"


def test_two_digit_years_run_from_1970_to_2069(read_all: ReadAll) -> None:
    assert both(read_all, "1.1.69")[0] == "2069-01-01T00:00:00"
    assert both(read_all, "1.1.70")[0] == "1970-01-01T00:00:00"


@pytest.mark.parametrize(
    "text",
    ["2025-10-24 00:00", "24.10.2025 00:00:00", "10/24/25 12:00 AM", "2025-10-24T00:00:00.000"],
)
def test_a_written_midnight_is_the_day_when_it_says_no_time(read_all: ReadAll, text: str) -> None:
    day = ("2025-10-23T22:00:00", "2025-10-24T22:00:00")
    assert both(read_all, text, BERLIN, "mdy", "no-time") == day
    assert both(read_all, text, BERLIN, "mdy", "midnight")[1] < "2025-10-23T22:02"
    assert read_all([text], BERLIN, "mdy", "no-time")[text].midnight


def test_a_midnight_with_an_offset_is_a_time(read_all: ReadAll) -> None:
    found = both(read_all, "2025-10-24T00:00Z", midnight="no-time")
    assert found == ("2025-10-24T00:00:00", "2025-10-24T00:01:00")
    assert not read_all(["2025-10-24T00:00Z"])["2025-10-24T00:00Z"].midnight


def test_an_interval_includes_its_last_day_and_ends_where_a_last_minute_starts(
    read_all: ReadAll,
) -> None:
    start = "2025-10-23T22:00:00"
    assert both(read_all, "2025-10-24/2025-10-25", BERLIN) == (start, "2025-10-25T22:00:00")
    assert both(read_all, "2025-10-24 -- 25.10.2025 08:00", BERLIN) == (
        start,
        "2025-10-25T06:00:00",
    )


def test_an_interval_that_ends_in_a_fold_ends_at_the_later_pass(read_all: ReadAll) -> None:
    found = both(read_all, "2025-10-26T01:00/2025-10-26T02:30", BERLIN)
    assert found == ("2025-10-25T23:00:00", "2025-10-26T01:30:00")


@pytest.mark.parametrize(
    ("zone", "text", "lo", "hi"),
    [
        (BERLIN, "2025-10-24T23:30Z@day", "2025-10-24T22:00:00", "2025-10-25T22:00:00"),
        (BERLIN, "2025-10-26 02:30@hour", "2025-10-26T00:00:00", "2025-10-26T02:00:00"),
        (BERLIN, "2025-10-24@hour", "2025-10-23T22:00:00", "2025-10-24T22:00:00"),
        ("Asia/Kolkata", "2025-10-24T10:15Z@hour", "2025-10-24T09:30:00", "2025-10-24T10:30:00"),
        (
            "UTC",
            "2025-10-24T10:59/2025-10-24T11:01@hour",
            "2025-10-24T10:00:00",
            "2025-10-24T12:00:00",
        ),
        ("UTC", "2025-10-24T10:15:30.5@second", "2025-10-24T10:15:30", "2025-10-24T10:15:31"),
    ],
)
def test_a_suffix_widens_to_the_local_units_that_hold_the_interval(
    read_all: ReadAll, zone: str, text: str, lo: str, hi: str
) -> None:
    assert both(read_all, text, zone) == (lo, hi)


@pytest.mark.parametrize(
    ("text", "flags"),
    [
        ("2025-10-26 02:30", ("minute", True, False, False)),
        ("2025-10-26", ("day", False, False, False)),
        ("2025-10-26 02:30+01:00", ("minute", False, True, False)),
        ("2025-10-24 00:00", ("minute", False, False, True)),
        ("2025-10-24 10 Uhr", ("hour", False, False, False)),
        ("2025-10-24T10:15:30Z", ("second", False, True, False)),
        ("2025-10-24T10:15:30.5Z", ("exact", False, True, False)),
        ("2025-10-24T08:00Z/2025-10-24T12:00Z", ("interval", False, True, False)),
        ("2025-10-24T08:00Z/2025-10-24T12:00", ("interval", False, False, False)),
        ("2025-10-24T10:15:30Z@hour", ("hour", False, False, False)),
        ("2025-10-24@minute", ("day", False, False, False)),
        ("2025-10-24T10:15:30@minute", ("minute", False, False, False)),
        ("2025-03-30 02:30", (None, False, False, False)),
    ],
)
def test_the_query_says_precision_fold_offset_and_midnight(
    read_all: ReadAll, text: str, flags: tuple[str | None, bool, bool, bool]
) -> None:
    row = read_all([text], BERLIN)[text]
    assert (row.precision, row.fold, row.zoned, row.midnight) == flags


def test_an_unreadable_time_is_explained_without_repeating_it() -> None:
    with pytest.raises(UnreadableTime, match="Accepted: 2025-10-24") as caught:
        parse("somewhere near Harbour Street")
    assert isinstance(caught.value, InputError)
    assert "Harbour" not in str(caught.value)


def test_an_unknown_zone_is_refused_with_the_nearest_names() -> None:
    assert check_zone(BERLIN) == BERLIN
    with pytest.raises(UnknownZone, match="Europe/Berlin"):
        check_zone("Europe/Berln")
    with pytest.raises(UnknownZone, match="Europe/Berlin"):
        check_zone("berlin")
    with pytest.raises(InputError):
        parse("2025-10-24", "Middle/Earth")


def test_an_interval_is_two_ordered_instants_in_utc() -> None:
    lo = at("2025-10-24T10:15")
    minute = Interval(lo, lo + timedelta(minutes=1))
    assert not minute.exact
    assert minute.width == pytest.approx(1 / 60)
    assert Interval(lo, lo).exact
    with pytest.raises(ValueError, match="ends before"):
        Interval(lo, lo - timedelta(seconds=1))
    with pytest.raises(ValueError, match="UTC"):
        Interval(lo.replace(tzinfo=None), lo.replace(tzinfo=None))
