"""Who found it: each platform by itself, each share the measure's own, what is not said a part of its own, nothing ranked."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import label_boxes
import pytest
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import DARK, MONO, SIZES, Canvas
from ripplemark.charts.mix import Bar, Block, Part, Shade, mixes
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.decided import sent_wrongly
from ripplemark.figures.found import WHO_FOUND_NORMS, used
from ripplemark.figures.saying_found import FAMILIES
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

SHARED = Path(__file__).parents[3] / "shared" / "data"
DUMPS = Path(__file__).parents[1] / "readers" / "dsa_statements" / "input"
HEADER = (
    "platform,posted_at,down_at,outcome,time_precision,detection,automated_detection,"
    "automated_decision,keywords,n"
)
FIRST = date(2025, 5, 1)
CANVASES = {
    **{size.name: size.canvas for size in SIZES},
    "phone": Canvas(390),
    "narrowest": Canvas(240),
    "dark": Canvas(800, look=DARK),
    "mono": Canvas(800, look=MONO),
}
Made = Callable[..., Figure]


def _row(day: int, n: int, said: str, platform: str = "Chirp", keyword: str = "") -> str:
    at = FIRST + timedelta(days=day)
    return f"{platform},{at},{at},removed,day,{said},{keyword},{n}"


def _mixed(platform: str = "Chirp", days: int = 20) -> list[str]:
    """Of 100 items a day 60 found and decided by machines, 25 after a notice, 15 of which nothing is said."""
    said = ((60, "own_initiative,true,fully"), (25, "notice,false,not"), (15, ",,"))
    return [_row(day, n, words, platform) for day in range(days) for n, words in said]


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """``made(name, audience, **settings)``: of what is stored now; of LANTERN where it is about an incident."""

    def make(name: str = "who-found-it", audience: Any = "owner", **settings: str) -> Figure:
        archive = Archive(tmp_path / "archive")
        serving = serve(archive)
        incident = "LANTERN" if name == "who-found-it" else None
        try:
            return figure(
                archive, serving, Gate.of(audience), name, incident=incident, settings=settings
            )
        finally:
            serving.close()

    return make


def _shares(of: Figure, platform: str, family: str) -> dict[str, float]:
    rows = [r for r in of.shown.to_pylist() if (r["platform"], r["of"]) == (platform, family)]
    return {row["part"]: row["share"] for row in rows if row["share"]}


def _texts(of: Figure, canvas: Canvas | None = None) -> list[str]:
    return [label_boxes.words(e.text) for e in of.draw(canvas or Canvas(800)).layout.annotations]


def test_an_incidents_items_are_told_by_platform_with_what_is_not_said(
    storing: Storing, made: Made
) -> None:
    storing(HEADER, *_mixed(), *_mixed("Burrow", 2))
    found = made()
    assert found.headline == (
        "Of 2,000 items of LANTERN on Chirp, 25 % followed a report and 60 % the platform's own initiative, as recorded; "
        "15 % do not say; 1 more platform is shown beside it, not pooled"
    )
    for name in ("Chirp", "Burrow"):
        assert _shares(found, name, "detection") == pytest.approx(
            {"a notice": 25, "the platform itself": 60, "not said": 15}
        )
        assert sum(_shares(found, name, "automation").values()) == pytest.approx(100)
    assert {row["items"] for row in found.shown.to_pylist()} == {2000, 200}
    told = _texts(found)
    assert {"Chirp", "Burrow", "2,000 items", "200 items", "60 %", "25 %", "15 %"} <= set(told)
    assert "an authority" not in told  # the key holds what occurs
    assert any("Decisions of 2 days only" in each and "Burrow" in each for each in found.caveats)
    assert any("nobody checked each case" in each for each in found.caveats)
    assert "notice" in " ".join(found.lines)


def test_the_pointer_reads_out_the_interval(storing: Storing, made: Made) -> None:
    storing(HEADER, *(_row(d, 20 + 3 * (d % 5), "notice,false,not") for d in range(20)))
    storing(HEADER, *(_row(d, 10, ",true,fully") for d in range(20)), incident="LANTERN")
    told = [text for trace in made().draw(Canvas(800)).data for text in trace.text or ()]
    (notice,) = {text for text in told if " a notice" in text}
    assert "95 % interval" in notice
    assert "520 of 720" in notice


def test_too_few_items_have_their_counts_and_no_share(storing: Storing, made: Made) -> None:
    storing(
        HEADER, *(_row(1, 4, "notice,false,not") for _ in range(3)), _row(2, 5, "authority,,not")
    )
    found = made()
    assert found.headline == (
        "Of 17 items of LANTERN on Chirp, 12 by a notice, 5 by an authority: too few for shares, which need 100"
    )
    assert [row["share"] for row in found.shown.to_pylist()] == [None]
    assert found.lines == {"a notice": (2, 3, 4), "an authority": (5,)}
    assert any(text.startswith("too few for shares") for text in _texts(found))
    assert not any("%" in text for text in _texts(found))


def test_appearances_of_items_that_came_back_are_called_so(storing: Storing, made: Made) -> None:
    header = "platform,item,spell,notice_at,down_at,outcome,detection"
    rows = [f"Chirp,i{k},1,2025-05-01,2025-05-02,removed,notice" for k in range(100)]
    again = [f"Chirp,i{k},2,2025-05-05,2025-05-06,removed,notice" for k in range(20)]
    storing(header, *rows, *again)
    found = made()
    assert found.headline.startswith("Of 120 appearances of items of LANTERN on Chirp, 100 %")
    assert "120 appearances" in _texts(found)
    assert "120 appearances of 1 platform" in found.source
    assert any("20 of these are later appearances" in each for each in found.caveats)


def test_an_incident_of_which_nothing_is_said_has_no_figure(storing: Storing, made: Made) -> None:
    storing(HEADER, *(_row(day, 100, ",,") for day in range(12)))
    found = made()
    assert found.empty
    assert found.headline == "No item here says who found it or who decided"


def test_platforms_whose_datasets_say_nothing_are_named_as_left_out(
    storing: Storing, made: Made
) -> None:
    storing(HEADER, *_mixed("Chirp"))
    whole = made()
    assert not any("Without a bar" in each for each in whole.caveats)
    storing(HEADER, *(_row(day, 5, ",,", "Seeker") for day in range(9)))
    part = made()
    (left,) = [each for each in part.caveats if "Without a bar" in each]
    assert left.startswith(
        "Without a bar: Seeker. No dataset with its items says who found anything"
    )


def test_small_platforms_are_one_in_public(storing: Storing, made: Made) -> None:
    names = ("Kleinplatz", "Winzig")
    storing(HEADER, *(_row(1, 4, "notice,false,not", name) for name in names))
    found = made(audience="public")
    assert not set(names) & {row["platform"] for row in found.shown.to_pylist()}
    assert found.headline.startswith("Of 8 items of LANTERN on 2 smaller platforms, 8 by a notice")
    assert found.lines == {}


def test_norms_are_of_platform_scope_alone_and_named_in_public(
    storing: Storing, made: Made
) -> None:
    storing(HEADER, *_mixed("Chirp"))
    assert made("who-found-norms").empty
    storing(HEADER, *_mixed("Burrow"), incident=None, scope="platform")
    found = made("who-found-norms", "public")
    assert {row["platform"] for row in found.shown.to_pylist()} == {"Burrow"}
    assert "LANTERN" not in found.headline
    assert "2,000 decisions on Burrow" in found.headline


def test_norms_can_be_of_a_period_and_of_intimate_images_alone(
    storing: Storing, made: Made
) -> None:
    keyword = "image_based_sexual_abuse"
    rows = [_row(day, 20, "notice,false,not", keyword=keyword) for day in range(20)]
    storing(HEADER, *_mixed(), *rows, incident=None, scope="platform")
    found = made("who-found-norms", content="intimate")
    assert "Of 400 decisions about intimate images on Chirp, 100 % followed a report" in (
        found.headline
    )
    assert any("400 of 2,400 items have a keyword" in each for each in found.caveats)
    part = made("who-found-norms", **{"from": "2025-05-03", "to": "2025-05-13"})
    assert "Of 1,200 decisions on Chirp" in part.headline
    assert "2025-05-03 to 2025-05-13" in part.subtitle


def test_a_known_defect_is_listed_where_its_platform_decided_on_its_days(
    storing: Storing, tmp_path: Path
) -> None:
    rows = [*_mixed("Google Play"), *_mixed("Facebook"), *_mixed("Burrow")]
    storing(HEADER, *rows, incident=None, scope="platform")
    dump = next(each for each in DUMPS.iterdir() if "full" in each.name)
    archive, vault = Archive(tmp_path / "archive"), Vault(tmp_path / "vault")
    add(archive, vault, dump, Options(scope="platform"))
    serving = serve(archive)

    def told(*names: str, kind: FigureKind = WHO_FOUND_NORMS, **settings: str) -> set[str]:
        read = kind.settings(settings)
        asked = Asked(
            kind, archive, serving, Gate.of("owner"), None, "platform", (), (), settings, read
        )
        fields = frozenset({"detection", "decision", "source"})
        return {each.short for each in sent_wrongly(asked, used(asked), names, fields)}

    try:
        assert told("Google Play") == {"yes and no swapped"}
        assert told("Facebook") == {"trusted flaggers missing"}
        assert told("Burrow") == set()
        assert told("Google Play", "Facebook", to="2023-01-01") == set()
    finally:
        serving.close()


@pytest.mark.skipif(not SHARED.is_dir(), reason="the shared data are not here")
def test_the_real_search_export_is_told_as_it_was_sent(tmp_path: Path, made: Made) -> None:
    path = SHARED / "dsa_sor" / "search_export_2023-09-27" / "statements-of-reason.csv"
    report = add(
        Archive(tmp_path / "archive"), Vault(tmp_path / "vault"), path, Options(scope="platform")
    )
    assert report.error is None
    found = made("who-found-norms", "public")
    assert found.headline.endswith("it says; 2 more platforms are shown beside it, not pooled")
    # 1,000 statements: 931 of TikTok, 61 of Pinterest, 8 of Snapchat; 927 of TikTok's by its own initiative.
    assert found.headline.startswith("Of 931 decisions on TikTok, 0 % followed a report and 99.6 %")
    assert "1,000 items of 3 platforms" in found.source
    few = [row for row in found.shown.to_pylist() if row["share"] is None]
    assert [(row["platform"], row["items"]) for row in few] == [("Pinterest", 61), ("Snapchat", 8)]


def _block(names: tuple[str, ...]) -> list[Block]:
    blocks = []
    for about in FAMILIES.values():
        key = tuple((about.words[name], about.shades[name]) for name in about.words)
        share = 1 / len(key)
        parts = tuple(Part(words, share, f"{words}: said") for words, _ in key)
        few = Bar("Murmur", "7 items", (), ("too few for shares, which need 100: 7 by notice", "-"))
        bars = tuple(Bar(name, "1,234,567 items", parts) for name in names)
        blocks.append(Block(about.heading, key, (*bars, few)))
    return blocks


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("names", [("Chirp",), ("A" * 70, "Burrow", "Chirp", "Delta", "Echo")])
def test_no_words_meet_others_or_leave_the_picture(name: str, names: tuple[str, ...]) -> None:
    picture = mixes(_block(names), CANVASES[name])
    assert "a trusted flagger" in label_boxes.boxes(picture)
    assert label_boxes.clashes(picture) == []
    assert label_boxes.outside(picture) == []


def test_parts_are_as_wide_as_their_shares_and_reach_from_edge_to_edge() -> None:
    key = (("one", Shade("accent")), ("two", Shade("grey", 0.4)))
    parts = (Part("one", 0.25, "one"), Part("two", 0.75, "two"))
    picture = mixes([Block("Heading", key, (Bar("Chirp", "4 items", parts),))], Canvas(800))
    spans = [(min(trace.x), max(trace.x)) for trace in picture.data if trace.fill == "toself"]
    (low, middle), (again, high) = spans
    assert middle == again
    assert (middle - low) / (high - low) == pytest.approx(0.25)
    assert (low, high) == (1, 799)
