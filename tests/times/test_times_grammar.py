"""One grammar: Python and SQL give every text the same meaning; canonical texts come back as they were."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from clock_rows import ReadAll, meaning
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ripplemark.times import DateOrder, Interval, Midnight, parse
from ripplemark.times.months import MONTHS

ZONES = [
    "UTC",
    "Europe/Berlin",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Australia/Lord_Howe",
    "Pacific/Apia",
    "Asia/Kolkata",
    "Africa/Monrovia",
]
DAYS = st.one_of(
    st.tuples(st.integers(1968, 2102), st.integers(0, 13), st.integers(0, 32)),
    st.sampled_from([(2025, 10, 26), (2025, 3, 30), (2010, 11, 7), (2018, 11, 4), (2011, 12, 30)]),
    st.sampled_from([(2025, 4, 6), (2025, 10, 5), (1972, 1, 7), (2024, 2, 29)]),
)
DATES = [
    "{y:04}-{m:02}-{d:02}",
    "{y:04}/{m:02}/{d:02}",
    "{y:04}-{m}-{d}",
    "{d}.{m}.{y:04}",
    "{d:02}/{m:02}/{s:02}",
    "{m}/{d}/{y:04}",
    "{d}-{m}/{y:04}",
    "{d}. {name} {y:04}",
    "{d}-{name}-{s:02}",
    "{d} {name} {s:02}",
    "{d} de {name} de {y:04}",
    "{name} {d}, {y:04}",
    "{name}. {d}th {y:04}",
]
SEPARATORS = ["T", " ", "  ", ", ", ",", " um ", " at ", " à ", " a las ", "", " on ", ", um "]
CLOCKS = [
    "{h:02}:{n:02}",
    "{h}:{n:02}",
    "{h:02}:{n:02}:{s:02}",
    "{h:02}:{n:02}:{s:02}.{f}",
    "{h:02}:{n:02}:{s:02},{f}",
    "{h:02}",
    "{h}",
    "{h}h{n:02}",
    "{h}h",
    "{h:02}.{n:02} Uhr",
    "{h} Uhr",
    "{h}:{n:02} PM",
    "{h} a.m.",
    "{h}:{n:02}\u202fp. m.",
    "00:00",
    "00:00:00",
    "02:30",
    "12:00 AM",
]
ENDS = ["", "", "", "Z", " UTC", "z", "+02:00", "-0530", "+02", " GMT", "+2", " +16:00", "+01:75"]
SUFFIXES = ["", "", "", "@day", "@hour", "@minute", "@second", "@week", " @hour"]
BETWEEN = [" -- ", " -- ", "/", "--", " - ", " / "]


@st.composite
def moments(draw: st.DrawFn) -> str:
    """A written time: mostly in the grammar, sometimes just outside it."""
    year, month, day = draw(DAYS)
    name = draw(st.sampled_from([*MONTHS, "brumaire", "März", "AOÛT"]))
    date = draw(st.sampled_from(DATES)).format(y=year, s=year % 100, m=month, d=day, name=name)
    if draw(st.booleans()):
        return date + draw(st.sampled_from(["", "", "Z", " UTC", "+02:00"]))
    clock = draw(st.sampled_from(CLOCKS)).format(
        h=draw(st.integers(0, 25)),
        n=draw(st.integers(0, 61)),
        s=draw(st.integers(0, 61)),
        f=draw(st.sampled_from(["0", "000", "5", "123456", "1234567", "000000001"])),
    )
    return date + draw(st.sampled_from(SEPARATORS)) + clock + draw(st.sampled_from(ENDS))


@st.composite
def cells(draw: st.DrawFn) -> str:
    """A moment or two with something between them, and perhaps a suffix."""
    text = draw(moments())
    if draw(st.integers(0, 3)) == 0:
        text += draw(st.sampled_from(BETWEEN)) + draw(moments())
    return text + draw(st.sampled_from(SUFFIXES))


NOISE = st.text(st.sampled_from("0123456789-/.:TZ+ @,ahmpu"), max_size=24)


@settings(deadline=None, max_examples=40, suppress_health_check=list(HealthCheck))
@given(
    texts=st.lists(st.one_of(cells(), cells(), cells(), NOISE), min_size=30, max_size=60),
    zone=st.sampled_from(ZONES),
    dates=st.sampled_from(["dmy", "mdy"]),
    midnight=st.sampled_from(["no-time", "midnight"]),
)
def test_sql_and_python_give_every_text_the_same_meaning(
    read_all: ReadAll, texts: list[str], zone: str, dates: DateOrder, midnight: Midnight
) -> None:
    for text, row in read_all(texts, zone, dates, midnight).items():
        assert ((row.lo, row.hi), row.problem) == meaning(text, zone, dates, midnight), text


INSTANTS = st.datetimes(datetime(1970, 1, 3), datetime(2100, 12, 29))  # noqa: DTZ001 - made aware below
WIDTHS = st.one_of(
    st.sampled_from([timedelta(0), timedelta(minutes=1), timedelta(seconds=1), timedelta(days=1)]),
    st.timedeltas(timedelta(0), timedelta(days=400)),
)


@given(
    at=INSTANTS,
    width=WIDTHS,
    grid=st.sampled_from([1, 1_000_000, 60_000_000, 86_400_000_000]),
    zone=st.sampled_from(ZONES),
)
@settings(deadline=None, max_examples=300)
def test_a_canonical_text_gives_the_very_same_interval_back_in_every_zone(
    at: datetime, width: timedelta, grid: int, zone: str
) -> None:
    start = at.replace(tzinfo=UTC)
    lo = start - (start - datetime(1970, 1, 1, tzinfo=UTC)) % timedelta(microseconds=grid)
    interval = Interval(lo, min(lo + width, datetime(2100, 12, 30, tzinfo=UTC)))
    assert parse(interval.text(), zone, midnight="no-time") == interval


def test_canonical_texts_are_as_short_as_the_interval_allows() -> None:
    for text in (
        "2025-10-24T08:00Z",
        "2025-10-24T08:00:30Z",
        "2025-10-24Z",
        "2025-10-24T08:00:30.000000Z",
        "2025-10-24T08:00Z/2025-10-24T12:00:01Z",
        "2025-10-23T22:00Z/2025-10-24T22:00Z",
    ):
        assert parse(text, "Europe/Berlin").text() == text
    assert parse("2025-10-24", "Europe/Berlin").text() == "2025-10-23T22:00Z/2025-10-24T22:00Z"
    assert parse("2025-10-24").text() == "2025-10-24Z"
