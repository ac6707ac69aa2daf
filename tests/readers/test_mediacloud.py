"""Promises of the three Media Cloud readers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from golden import case, expected, inputs, rows
from hypothesis import given, settings
from hypothesis import strategies as st
from reading import head, read

from ripplemark.ingest.recognise import recognise
from ripplemark.ingest.refusals import NotRecognised, Undecided
from ripplemark.readers import READERS
from ripplemark.readers.base import Match, Reader
from ripplemark.readers.mediacloud_counts import MediacloudCounts
from ripplemark.readers.mediacloud_sentences import MediacloudSentences
from ripplemark.readers.mediacloud_stories import MediacloudStories

FORMATS = ("mediacloud_counts", "mediacloud_stories", "mediacloud_sentences")
GOLDEN = [path for name in FORMATS for path in inputs(name)]
NORMAL = "date,count,total_count,ratio\r\n2026-03-01,3,900,0.0033\r\n2026-03-02,9,950,0.0095\r\n"
CONTENT = "id,indexed_date,language,media_name,media_url,publish_date,title,url\r\n"


def _story(
    day: str, indexed: str = "2026-05-09 08:00:00+00:00", title: str = "A", key: str = "k1"
) -> str:
    return f"{key},{indexed},en,gazette.example,gazette.example,{day},{title},https://gazette.example/{key}\r\n"


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: f"{p.parents[1].name} {p.stem}")
def test_a_mediacloud_golden_case_reads_as_expected(path: Path) -> None:
    assert rows(case(path)) == expected(path)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: f"{p.parents[1].name} {p.stem}")
def test_a_mediacloud_golden_input_is_claimed_by_its_own_format(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert recognise(head(text, path.name), None, {}).reader.name == path.parents[1].name


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: f"{p.parents[1].name} {p.stem}")
def test_no_caution_of_mediacloud_repeats_a_query_a_title_or_an_outlet(path: Path) -> None:
    result = case(path)
    said = " ".join(
        [result.match.why, str(result.reading.shown), *(w.message for w in result.warnings)]
    )
    for word in ("Lantern", "Beacon", "harbour", "gazette", "courier", "herald", "Laterne"):
        assert word not in said


def test_the_column_of_all_stories_makes_counts_sure_and_nothing_else_makes_them_less_sure() -> (
    None
):
    bare = "date,count\n2026-03-01,3\n2026-03-02,9\n"
    sure = [
        read(MediacloudCounts, NORMAL),
        read(MediacloudCounts, bare, name="mc-onlinenews-mediacloud-20260310120000-counts.csv"),
        read(MediacloudCounts, bare),
    ]
    assert [each.match.confidence for each in sure] == [0.97, 0.95, 0.5]
    assert ["no-mediacloud-mark" in each.codes() for each in sure] == [False, False, True]


def test_a_day_on_which_nothing_was_collected_is_unknown_and_not_0() -> None:
    text = "date,count,total_count,ratio\n2026-03-01,0,0,0\n2026-03-02,0,700,0\n"
    result = read(MediacloudCounts, text)
    assert [row["value"] for row in result.rows] == [None, "0"]
    [caution] = [w for w in result.warnings if w.code == "collection-silent"]
    assert caution.lines == (2,)


def test_queries_one_below_the_other_become_series_of_their_own() -> None:
    below = "".join(line + "\r\n" for line in NORMAL.splitlines()[1:])
    result = read(MediacloudCounts, NORMAL + below)
    found = [(row["series"], row["bin_start"]) for row in result.rows]
    assert found == [
        ("query 1", "2026-03-01"),
        ("query 1", "2026-03-02"),
        ("query 2", "2026-03-01"),
        ("query 2", "2026-03-02"),
    ]
    assert {"queries-unnamed", "queries-overlap"} <= result.codes()


def test_dates_that_fall_are_one_query_all_the_same() -> None:
    text = "date,count,total_count,ratio\n2026-03-02,1,9,0.1\n2026-03-01,2,9,0.2\n"
    result = read(MediacloudCounts, text)
    assert {row["series"] for row in result.rows} == {"stories"}
    assert "queries-unnamed" not in result.codes()


def test_how_much_the_collection_varied_is_said_with_its_numbers() -> None:
    said = {w.code: w.message for w in read(MediacloudCounts, NORMAL).warnings}
    assert "Between 900 and 950 stories" in said["collection-varies"]
    steady = NORMAL.replace("950", "900")
    assert "collection-varies" not in read(MediacloudCounts, steady).codes()


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (("8/20/17", "8/21/17", "8/22/17"), "mdy"),
        (("20/8/17", "21/8/17", "22/8/17"), "dmy"),
        (("9/6/17", "9/7/17", "9/8/17"), "mdy"),
        (("2017-08-20", "2017-08-21", "2017-08-22"), None),
    ],
)
def test_the_order_of_day_and_month_comes_from_the_dates_spacing(
    days: tuple[str, ...], order: str | None
) -> None:
    lines = "\n".join(f"{day},{k},{k}" for k, day in enumerate(days))
    result = read(MediacloudCounts, f"Date,lantern,beacon\n{lines}\n", name="mediacloud_x.csv")
    assert result.questions == ()
    assert result.reading.dates == order
    assert {row["bin_width"] for row in result.rows} == {"P1D"}


def test_two_first_days_of_months_are_asked_about() -> None:
    text = "Date,lantern\n1/1/17,4\n2/1/17,5\n3/1/17,6\n"
    result = read(MediacloudCounts, text, {"dates": "mdy"}, name="mediacloud_x.csv")
    assert [q.name for q in result.questions] == ["dates"]
    assert {row["bin_width"] for row in result.rows} == {"P1M"}


def test_dates_of_a_spreadsheet_alone_are_a_weak_claim_with_a_warning() -> None:
    text = "Date,lantern,beacon\n8/20/17,4,1\n8/21/17,5,0\n"
    result = read(MediacloudCounts, text)
    assert result.match.confidence == 0.3
    assert "no-mediacloud-mark" in result.codes()


@pytest.mark.parametrize(
    "text",
    [
        "Date,lantern,beacon\n2017-08-20,4,1\n2017-08-21,5,0\n",
        "Date,lantern,beacon\n8/20/17,0.0042,1\n8/21/17,0.5,0\n",
        "Date,views,visits\n8/20/17,4,1\n8/21/17,5,0\n",
        "date,tweets\n2014-04-09,8193.0\n",
        "date,count\nMonday,3\n",
        "date,count,place\n2026-03-01,3,x\n",
        "timestamp,value\n2015-02-26 21:42:53,104\n",
        "just one line\n",
        "",
    ],
)
def test_a_table_without_mediaclouds_marks_is_not_mediaclouds(text: str) -> None:
    for reader in (MediacloudCounts, MediacloudStories, MediacloudSentences):
        assert reader.recognise(head(text)) is None
        assert reader.near_miss(head(text)) is None


MISSES = (
    ("source,count,ratio\r\ngazette.example,40,0.1\r\n", "f.csv", "top sources"),
    ("language,count,ratio\r\nen,40,0.1\r\n", "f.csv", "top languages"),
    (
        "term,term_count,term_ratio,doc_count,doc_ratio,sample_size\r\nlamp,3,0.1,2,0.1,900\r\n",
        "f.csv",
        "top words",
    ),
    ("term,count,ratio\r\nlamp,3,0.1\r\n", "f.csv", "list of top words"),
    ("name,url\ngazette.example,http://gazette.example\n", "mediacloud_x.csv", "list of outlets"),
    (
        CONTENT.replace("publish_date,", "") + "k,2026-05-09,en,g,g,A,u\r\n",
        "f.csv",
        "'publish_date'",
    ),
    (
        "stories_id,publish_date,title,url,media_name\n1,2016-01-01,A,u,g\n",
        "f.csv",
        "'indexed_date'",
    ),
    ("date,sentences,stories\n2017-01-01,4,3\n", "f.csv", "alone"),
)


@pytest.mark.parametrize(("text", "name", "says"), MISSES, ids=[each[2] for each in MISSES])
def test_mediaclouds_other_files_are_named_for_what_they_are(
    text: str, name: str, says: str
) -> None:
    with pytest.raises(NotRecognised, match=says):
        recognise(head(text, name), None, {})


def test_no_other_file_of_mediaclouds_is_named_twice() -> None:
    text, name, _ = MISSES[0]
    assert len([r for r in READERS if r.near_miss(head(text, name))]) == 1


def test_two_claims_that_are_equally_sure_ask(monkeypatch: pytest.MonkeyPatch) -> None:
    class Rival(MediacloudSentences):
        """A format that wants the same file just as much."""

        name = "rival"

        @classmethod
        def recognise(cls, head: object) -> Match | None:  # noqa: ARG003
            return Match(0.97, "a column date", 0, ("bin", None, None, None))

    readers: tuple[type[Reader], ...] = (*READERS, Rival)
    monkeypatch.setattr("ripplemark.ingest.recognise.READERS", readers)
    with pytest.raises(Undecided) as refused:
        recognise(head(NORMAL), None, {})
    assert refused.value.names == ("mediacloud_counts", "rival")
    assert recognise(head(NORMAL), "mediacloud_counts", {}).reader is MediacloudCounts


def test_stories_of_a_day_are_counted_and_days_between_are_0() -> None:
    text = CONTENT + _story("2026-05-04", key="a") + _story("2026-05-01", key="b", title="B")
    result = read(MediacloudStories, text + _story("2026-05-04", key="c"))
    found = [(row["bin_start"], row["value"], row["bound"]) for row in result.rows]
    assert found == [
        ("2026-05-01", "1", None),
        ("2026-05-02", "0", None),
        ("2026-05-03", "0", None),
        ("2026-05-04", "2", None),
    ]
    assert {"titles-repeated", "days-without-story"} <= result.codes()


def test_a_story_found_before_its_day_is_said_with_its_line_and_counted_on_its_day() -> None:
    text = CONTENT + _story("2026-05-04", "2026-05-04 00:00:00+00:00", key="a")
    result = read(MediacloudStories, text + _story("2026-05-04", "2026-05-03 23:59:59+00:00"))
    [caution] = [w for w in result.warnings if w.code == "indexed-before-published"]
    assert caution.lines == (3,)
    assert [row["value"] for row in result.rows] == ["2"]


def test_the_last_day_is_partial_where_nothing_was_found_after_it() -> None:
    early = read(MediacloudStories, CONTENT + _story("2026-05-04", "2026-05-04 20:00:00+00:00"))
    late = read(MediacloudStories, CONTENT + _story("2026-05-04", "2026-05-05 00:10:00+00:00"))
    assert [early.rows[0]["bound"], late.rows[0]["bound"]] == ["~", None]
    assert "partial-last-bin" in early.codes()
    assert "partial-last-bin" not in late.codes()


def test_a_story_without_a_readable_day_is_kept_for_the_checks_to_refuse() -> None:
    text = CONTENT + _story("2026-05-04") + _story("", key="x") + _story("soon", key="y")
    starts = [(row["line"], row["bin_start"]) for row in read(MediacloudStories, text).rows]
    assert sorted(starts) == [(2, "2026-05-04"), (3, None), (4, "soon")]


def test_nothing_of_a_story_but_its_day_leaves_the_reader() -> None:
    text = CONTENT + _story("2026-05-04", title="Blue lantern in the harbour")
    result = read(MediacloudStories, text)
    assert set(result.rows[0].values()) == {
        2,
        "stories",
        "news",
        "Media Cloud",
        "2026-05-04",
        "P1D",
        "1",
        None,
    }
    assert [role for role in result.match.columns if role] == ["indexed", "day", "title"]


@pytest.mark.parametrize(
    ("days", "width", "wide"),
    [
        (("2017-09-17", "2017-09-20", "2017-09-23"), "P3D", True),
        (("2017-09-17", "2017-09-18", "2017-09-19"), "P1D", False),
        (("2017-09-17", "2017-09-24", "2017-10-01"), "P7D", True),
        (("2017-09-17", "2017-09-20", "2017-09-26", "2017-09-29"), "P3D", True),
    ],
)
def test_a_bucket_of_sentences_is_as_long_as_the_dates_are_apart(
    days: tuple[str, ...], width: str, wide: bool
) -> None:
    text = "date,sentences\n" + "".join(f'"{day}",{k}\n' for k, day in enumerate(days))
    result = read(MediacloudSentences, text)
    assert {row["bin_width"] for row in result.rows} == {width}
    assert ("wide-buckets" in result.codes()) is wide
    assert [row["bound"] for row in result.rows][-1] == ("~" if wide else None)


def test_sentences_are_said_not_to_be_stories() -> None:
    result = read(MediacloudSentences, "date,sentences\n2017-09-17,1\n2017-09-20,4\n")
    assert "sentences-not-stories" in result.codes()
    assert {row["metric"] for row in result.rows} == {"mentions"}


@settings(deadline=None, max_examples=25)
@given(
    st.lists(
        st.integers(0, 40) | st.sampled_from(["", "soon", "infinity", "2026-02-30"]), min_size=1
    )
)
def test_no_story_is_lost_and_none_is_counted_twice(days: list[int | str]) -> None:
    first = date(2026, 2, 1)
    written = [
        (first + timedelta(days=each)).isoformat() if isinstance(each, int) else each
        for each in days
    ]
    text = CONTENT + "".join(_story(day, key=f"k{k}") for k, day in enumerate(written))
    found = read(MediacloudStories, text).rows
    assert sum(int(row["value"]) for row in found) == len(days)
    good = [row["bin_start"] for row in found if str(row["bin_start"]) in written]
    numbers = [each for each in days if isinstance(each, int)]
    span = max(numbers) - min(numbers) + 1 if numbers else 0
    assert len(found) == span + len(days) - len(numbers)
    assert set(good) >= {day for day in written if day[:4] == "2026" and day != "2026-02-30"}


@settings(deadline=None, max_examples=25)
@given(st.lists(st.lists(st.integers(0, 99_999), min_size=3, max_size=3), min_size=2, max_size=40))
def test_every_cell_of_a_wide_table_comes_back_once(cells: list[list[int]]) -> None:
    first = date(2017, 8, 20)
    days = [first + timedelta(days=k) for k in range(len(cells))]
    lines = [
        f"{day.month}/{day.day}/{day:%y}," + ",".join(map(str, row))
        for day, row in zip(days, cells, strict=True)
    ]
    text = "\n".join(("Date,a,b,c", *lines, ""))
    result = read(MediacloudCounts, text, {"dates": "mdy"}, name="mediacloud_x.csv")
    assert [int(row["value"]) for row in result.rows] == [value for row in cells for value in row]
    assert [row["series"] for row in result.rows] == ["a", "b", "c"] * len(cells)
