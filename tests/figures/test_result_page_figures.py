"""The figures of result pages: the strip with its three numbers, shares by weighting, changes, stays, delisting, and coders."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from real_path import Storing
from series_told import CANVASES, collisions, make, words

from ripplemark.archive import Archive
from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

HEADER = "engine,query,locale,device,captured_at,rank,url,stance"
TWO = f"{HEADER},stance_1,stance_2"
WORDS = {"D": "correction", "I": "incident", "N": "neutral", "O": "other", "-": ""}
NAMES = (
    "result-pages",
    "result-shares",
    "result-sensitivity",
    "result-overlap",
    "result-stays",
    "delisting",
    "coders",
)
ORACLE = "DNIIDNINNI"


def page(
    at: str, links: str, stances: str = "", engine: str = "Seek", query: str = "the rumour"
) -> list[str]:
    """A page, a letter a link, what each does with the story in a second text."""
    told = stances or "-" * len(links)
    return [
        f"{engine},{query},en,desktop,{at},{k + 1},https://site.example/{link},{WORDS[stance]}"
        for k, (link, stance) in enumerate(zip(links, told, strict=True))
    ]


def weeks(pages: Sequence[tuple[str, str]], engine: str = "Seek") -> list[str]:
    """One page a week from 3 March 2025 on."""
    days = ("2025-03-03", "2025-03-10", "2025-03-17", "2025-03-24", "2025-03-31", "2025-04-07")
    return [
        line
        for day, (links, stances) in zip(days, pages, strict=False)
        for line in page(f"{day}T10:00Z", links, stances, engine)
    ]


def test_the_strip_tells_three_plain_numbers_with_their_day_and_denominator(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abcdefghij", "IIIIINNNNO"), ("abcdefghij", ORACLE)]))
    figure = make(tmp_path, "result-pages")
    assert figure.headline == (
        "Of the first 10 results on 10 March 2025, 4 told the story, 2 corrected it and 4 did neither"
    )
    shown = words(figure.draw(SIZES[0].canvas))
    for number, does in (
        ("4 of 10", "tell the story"),
        ("2 of 10", "correct it"),
        ("4 of 10", "do neither"),
    ):
        assert number in shown
        assert does in shown
    borne = " ".join(figure.claims.borne)
    assert "first seen on 10 March 2025, at place 1; one stood there at 1 of 2 looks" in borne
    last = [row["stance"] for row in figure.shown.to_pylist() if row["look"] == 2]
    assert "".join({v: k for k, v in WORDS.items()}[each] for each in last) == ORACLE


def test_every_share_of_the_published_page_stands_in_the_rows(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *page("2025-03-02T10:00Z", "abcdefghij", ORACLE))
    every = "uniform,patience,logarithmic,reciprocal"
    figure = make(tmp_path, "result-shares", weighting=every)
    # SCIENCE.md, C.8
    shares = {
        row["weighting"]: round(row["share"], 3)
        for row in figure.shown.to_pylist()
        if row["does"] == "corrects it"
    }
    assert shares == {"uniform": 0.2, "patience": 0.254, "logarithmic": 0.305, "reciprocal": 0.41}
    assert len(figure.claims.borne) == 4
    assert "all places alike" in figure.headline


def test_no_link_query_or_address_is_in_any_of_them(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *weeks([("abcd", "INND"), ("abce", "INND"), ("xyze", "ONND")]))
    for name in NAMES:
        for audience in ("owner", "public"):
            figure = make(tmp_path, name, audience)
            told = [figure.headline, figure.subtitle, figure.alt, figure.source, *figure.caveats]
            text = " ".join([*told, str(figure.shown.to_pylist()), str(figure.claims)])
            assert "site.example" not in text
            if audience == "public":
                assert "the rumour" not in text


def test_a_second_look_within_the_hour_is_noise_and_no_column(
    storing: Storing, tmp_path: Path
) -> None:
    rows = [
        *page("2025-03-03T10:00Z", "abc", "IIN"),
        *page("2025-03-03T10:20Z", "acb", "INI"),
        *page("2025-03-10T10:00Z", "abc", "DIN"),
    ]
    storing(HEADER, *rows)
    figure = make(tmp_path, "result-pages")
    assert {row["look"] for row in figure.shown.to_pylist()} == {1, 2}
    compared = make(tmp_path, "result-overlap").shown.to_pylist()
    assert ("3 March 2025", "3 March 2025") not in {(row["from"], row["to"]) for row in compared}


def test_without_stances_the_strip_says_what_to_do_and_counts_nothing(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abc", "---"), ("abd", "---")]))
    figure = make(tmp_path, "result-pages")
    assert not figure.empty
    assert "nobody said yet" in figure.headline
    assert "3 of 3" in words(figure.draw(SIZES[0].canvas))
    assert any("Write beside each result" in each.needed for each in figure.claims.unborne)
    assert make(tmp_path, "result-shares").empty


def test_without_pages_each_figure_says_what_to_collect_and_how_often(
    storing: Storing, tmp_path: Path
) -> None:
    storing("time,kind", "2025-03-01,fact_check", incident="LANTERN")
    for name in NAMES[:5]:
        figure = make(tmp_path, name)
        assert figure.empty
        assert "once a day, signed out, each time twice" in figure.subtitle


def test_engines_are_strips_of_their_own_and_can_be_chosen(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abc", "IIN")] * 3), *weeks([("abc", "DDN")] * 2, "Other"))
    both = make(tmp_path, "result-pages")
    assert both.headline.endswith(
        "on Seek on 17 March 2025, 2 told the story, 0 corrected it and 1 did neither; Other: 0, 2 and 1"
    )
    one = make(tmp_path, "result-pages", engine="Other")
    assert "0 told the story, 2 corrected it" in one.headline
    assert {row["search"] for row in both.shown.to_pylist()} == {"Seek", "Other"}
    none = make(tmp_path, "result-pages", engine="Nowhere")
    assert none.empty
    assert "meets the selection" in none.headline


def test_overlap_tells_links_in_common_and_that_the_noise_is_not_known(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abcde", "IIIII"), ("abcdx", "IIIII")]))
    figure = make(tmp_path, "result-overlap")
    assert figure.headline.endswith("shared 4 of 6 different links with that of 3 March 2025")
    assert any(each.sentence == "The first page changed." for each in figure.claims.unborne)


def _requests(tmp_path: Path, *rows: str) -> None:
    path = tmp_path / "requests.csv"
    header = "platform,item,sent_at,answer,answered_at,outcome,last_checked"
    path.write_text("\n".join([header, *rows]) + "\n", "utf-8")
    add(Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), path, Options(incident="LANTERN"))


def test_delisting_is_told_by_looks_with_refusals_apart(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *weeks([("abc", "IIN"), ("abc", "IIN"), *[("bc", "IN")] * 3]))
    _requests(
        tmp_path,
        "Seek,https://site.example/a,2025-03-05T10:00Z,accepted,2025-03-12,delisted,2025-04-01",
        "Seek,https://site.example/b,2025-03-05T10:00Z,refused,2025-03-09T10:00Z,refused,2025-04-01",
        "Seek,https://site.example/c,2025-03-05T10:00Z,none,,up,2025-04-01",
    )
    figure = make(tmp_path, "delisting")
    assert figure.headline == (
        "Of 3 results that stood on the first page when a request was sent, 1 had left it afterwards, 1 had been refused, and 1 still "
        "stood there at the last look"
    )
    gone = [row for row in figure.shown.to_pylist() if row["ended"] == "gone"]
    assert [(row["day"], row["there"]) for row in gone] == [
        (-2, True),
        (5, True),
        (12, False),
        (19, False),
        (26, False),
    ]
    assert any("85" in each and "checked on" in each for each in figure.caveats)


def test_requests_to_others_are_no_delisting_unless_asked_for(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abc", "IIN"), *[("bc", "IN")] * 3]))
    _requests(
        tmp_path, "Chirp,https://site.example/a,2025-03-05T10:00Z,accepted,,removed,2025-04-01"
    )
    none = make(tmp_path, "delisting")
    assert none.empty
    assert "went to others" in none.subtitle
    assert "1 had left it" in make(tmp_path, "delisting", sent="any").headline


def test_requests_say_how_many_were_only_taken_out_of_search_results(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abc", "IIN")]))
    _requests(
        tmp_path,
        "Seek,https://site.example/a,2025-03-05T10:00Z,accepted,2025-03-12,delisted,2025-04-01",
        "Seek,https://site.example/b,2025-03-05T10:00Z,accepted,2025-03-12,delisted,2025-04-01",
        "Seek,https://site.example/c,2025-03-05T10:00Z,none,,up,2025-04-01",
    )
    told = make(tmp_path, "requests").headline
    assert told.endswith(
        "all 3 were up when last looked at, by 1 April 2025, 2 of them taken out of search results"
    )


def test_a_result_that_is_missing_once_at_the_end_is_not_called_gone(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *weeks([("abc", "IIN"), ("abc", "IIN"), ("bc", "IN")]))
    _requests(
        tmp_path, "Seek,https://site.example/a,2025-03-05T10:00Z,accepted,,delisted,2025-04-01"
    )
    figure = make(tmp_path, "delisting")
    assert "none had left it" in figure.headline
    assert " 0 " not in figure.headline
    assert "1 was missing at the last looks, too few to say that it had left" in figure.headline
    assert {row["ended"] for row in figure.shown.to_pylist()} == {"missing, too early to say"}
    for canvas in CANVASES:
        assert not collisions(figure.draw(canvas))


def _two(tmp: Storing, pairs: Sequence[tuple[str, str, str]]) -> None:
    lines = [
        f"Seek,q,en,desktop,2025-03-03T10:00Z,{k + 1},https://site.example/{k},{WORDS[a]},{WORDS[b]},{WORDS[c]}"
        for k, (a, b, c) in enumerate(pairs)
    ]
    tmp(TWO, *lines)


def test_whose_word_counts_is_a_choice_that_changes_the_numbers(
    storing: Storing, tmp_path: Path
) -> None:
    _two(storing, [("-", "I", "I"), ("-", "I", "D"), ("D", "I", "D"), ("-", "N", "N")])

    def told(coders: str) -> str:
        return make(tmp_path, "result-pages", coders=coders, k="4").headline

    assert "1 told the story, 1 corrected it and 1 did neither, 1 not coded or not agreed" in told(
        "decided"
    )
    # The first coder wrote of every result: none of them is 'not coded by anybody', though the second differs.
    picture = make(tmp_path, "result-pages", k="4").draw(SIZES[0].canvas)
    assert "not coded or not agreed" in words(picture)
    assert "3 told the story, 0 corrected it and 1 did neither" in told("first")
    assert "1 told the story, 2 corrected it and 1 did neither" in told("second")
    assert "1 told the story, 0 corrected it and 1 did neither, 2 not coded or not agreed" in told(
        "agreed"
    )


def test_coders_are_told_by_kappa_and_by_the_lines_on_which_they_differ(
    storing: Storing, tmp_path: Path
) -> None:
    pairs = [("-", "I", "I")] * 8 + [("-", "D", "D")] * 6 + [("-", "I", "N"), ("-", "D", "I")]
    _two(storing, pairs)
    figure = make(tmp_path, "coders")
    # By hand: 14 of 16 agree; chance (9*9 + 7*6 + 0)/256 = 0.48047; kappa = 0.759398.
    assert "agree on 14 of 16 results" in figure.headline
    assert "(kappa 0.76)" in figure.headline
    assert list(figure.lines.values()) == [(16, 17)]
    assert not make(tmp_path, "coders", "public").lines


def test_one_coder_alone_has_no_agreement(storing: Storing, tmp_path: Path) -> None:
    _two(storing, [("-", "I", "-"), ("-", "D", "-")])
    figure = make(tmp_path, "coders")
    assert figure.empty
    assert "second one" in figure.subtitle


def _much(storing: Storing) -> None:
    pages = [
        ("abcdefghij", "IIIIINNNNO"),
        ("abcdefghik", "IIDDINNNN-"),
        ("abcxdefghi", "DIIIDNNNNO"),
        ("qrstuvwxyz", ORACLE),
    ]
    storing(HEADER, *weeks(pages), *weeks(pages[::-1], "Another engine with a long name"))


@pytest.mark.parametrize("canvas", CANVASES)
@pytest.mark.parametrize("name", NAMES[:3])
def test_words_keep_apart_on_every_size(
    storing: Storing, tmp_path: Path, name: str, canvas: Canvas
) -> None:
    _much(storing)
    picture = make(tmp_path, name).draw(canvas)
    assert collisions(picture) == []


@pytest.mark.parametrize("look", [LIGHT, DARK, MONO])
def test_what_corrects_has_a_mark_besides_its_colour(
    storing: Storing, tmp_path: Path, look: Any
) -> None:
    storing(HEADER, *page("2025-03-02T10:00Z", "abcdefghij", ORACLE))
    picture = make(tmp_path, "result-pages").draw(Canvas(800, look=look))
    seen = [each for each in picture.data if each.mode == "markers" and each.marker.opacity != 0]
    marks = sum(sum(x == x for x in each.x) for each in seen)
    assert marks == ORACLE.count("D") + 1  # and one in the legend


def test_a_phone_shows_the_latest_looks(storing: Storing, tmp_path: Path) -> None:
    days = [f"2025-{month:02d}-{day:02d}T10:00Z" for month in (3, 4, 5) for day in range(1, 29)]
    storing(
        HEADER, *[line for k, at in enumerate(days) for line in page(at, "ab", "DI" if k else "II")]
    )
    figure = make(tmp_path, "result-pages")
    narrow = " ".join(words(figure.draw(Canvas(350))))
    assert "the latest" in narrow
    assert "of 84 looks" in narrow
    assert "28 May 2025" in narrow
    assert "1 March 2025" not in narrow
