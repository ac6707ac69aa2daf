"""Views before items were gone: numbers as counted by hand, no sum from too few, nothing exact in public, no empty box."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from planted import at

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

HEADER = "platform,item,posted_at,notice_at,down_at,outcome,observed_until,views,incident"
Told = Callable[..., Figure]
Cell = float | str | None


def _item(
    k: int, platform: str, views: Cell, down: float | None = 20, outcome: str = "removed", posted: Cell = 0
) -> str:  # fmt: skip
    start = at(float(posted)) if isinstance(posted, int | float) else ""
    ended = ("", "up", at(900)) if down is None else (at(down), outcome, at(900))
    return f"{platform},i{k},{start},{at(1)},{','.join(ended)},{'' if views is None else views}"


ROWS = {
    # 10 hours with 100 views each, 40 hours with 300 each: (12 x 100 x 10 + 12 x 300 x 40) / 4,800 = 32.5 hours.
    "TWO": [
        *(_item(k, "YouTube", 100, 10) for k in range(12)),
        *(_item(20 + k, "TikTok", 300, 40) for k in range(12)),
        *(_item(40 + k, "TikTok", 1_234, None) for k in range(3)),
        _item(50, "TikTok", None, None),
    ],
    "MOST": [_item(k, "YouTube", 1_111 if k else None, 10) for k in range(11)],
    "HALF": [_item(k, "YouTube", 1_111 if k % 2 else None, 10) for k in range(20)],
    "BARE": [_item(k, "YouTube", None, 10) for k in range(12)],
    "UP": [_item(k, "YouTube", 50, None) for k in range(12)],
    "LABELS": [_item(k, "YouTube", 200, 12, "label") for k in range(12)],
    "NOTICES": [_item(k, "YouTube", 200, 12, posted="") for k in range(12)],
    "NONE": [_item(k, "YouTube", 0, 12) for k in range(12)],
    "SMALL": [
        *(_item(k, "YouTube", 500, 12) for k in range(12)),
        *(_item(30 + k, "Chirp", 7_777, 12) for k in range(3)),
        *(_item(40 + k, "Murmur", 8_888, 12) for k in range(2)),
    ],
}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Told]:
    folder = tmp_path_factory.mktemp("views")
    archive, path = Archive(folder / "archive"), folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([HEADER, *lines]) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options())
    serving = serve(archive)

    def make(incident: str, audience: Any = "owner", **settings: str) -> Figure:
        gate = Gate.of(audience)
        return figure(archive, serving, gate, "exposure", incident=incident, settings=settings)

    yield make
    serving.close()


def _row(of: Figure, group: str) -> dict[str, Any]:
    return next(row for row in of.shown.to_pylist() if row["group"] == group)


def test_views_and_the_lag_weighted_by_them_are_as_counted_by_hand(told: Told) -> None:
    found = told("TWO")
    assert found.headline.startswith(
        "All 24 items that were gone on TikTok and YouTube together had 4,800 views at the last look before they were gone; "
        "the average view was of an item that was gone 32 hours after posting; last look on"
    )
    # Ends are read to the minute: half a minute either way.
    for platform, views, lag in (("YouTube", 1200, 10), ("TikTok", 3600, 40)):
        row = _row(found, platform)
        assert (row["views"], row["lag"]) == (views, pytest.approx(lag, abs=0.01))
    assert _row(found, "not gone")["at_least"] == 3 * 1_234
    assert "3 of 4 items that were not gone had at least 3,702 views" in " ".join(
        found.claims.borne
    )


def test_platforms_stand_in_order_of_name_and_what_is_up_comes_last(told: Told) -> None:
    text = told("TWO").alt
    assert text.index("TikTok, views") < text.index("YouTube, views") < text.index("Not gone")


def test_missing_views_make_a_lower_end_and_below_seventy_per_cent_no_sum(told: Told) -> None:
    most, half = told("MOST"), told("HALF")
    assert (_row(most, "YouTube")["views"], _row(most, "YouTube")["at_least"]) == (None, 11_110)
    assert most.headline.startswith("10 of 11 items that were gone on YouTube together had 11,110")
    assert half.headline.startswith(
        "Views are on record for 10 of 20 items on YouTube that were gone (50 %), too few to add up: at least 11,110 views"
    )
    assert "average view" not in half.headline
    assert any("this needs 70 %" in each for each in half.caveats)
    assert any("which is not 0" in each.why for each in half.claims.unborne)


def test_without_any_number_of_views_there_is_no_box(told: Told) -> None:
    found = told("BARE")
    assert found.empty
    assert found.headline == "No number of views is on record for BARE"
    assert "column of views" in found.subtitle


def test_no_view_is_a_number_and_not_unknown(told: Told) -> None:
    found = told("NONE")
    assert not found.empty
    assert _row(found, "YouTube")["views"] == 0
    assert "0 views at the last look before they were gone" in found.headline


def test_items_that_are_all_up_have_as_many_views_or_more(told: Told) -> None:
    found = told("UP")
    assert found.headline.startswith(
        "No item on YouTube was gone yet; 12 of 12 items had at least 600"
    )
    assert [row["group"] for row in found.shown.to_pylist()] == ["not gone"]


def test_where_no_posting_is_known_the_notice_is_the_start(told: Told) -> None:
    assert "was gone 11 hours after the notice" in told("NOTICES").headline


def test_of_labels_nothing_is_said_to_be_gone(told: Told) -> None:
    found = told("LABELS", gone="label")
    unborne = [(each.sentence, each.why, each.needed) for each in found.claims.unborne]
    words = json.dumps(
        [found.headline, found.subtitle, found.alt, found.claims.borne, unborne, found.caveats]
    )
    assert "2,400 views at the last look before they were labelled" in found.headline
    assert " gone" not in words
    assert "removed" not in words
    assert "came back" not in words


def test_in_public_views_are_told_to_two_digits_everywhere(told: Told) -> None:
    found = told("MOST", "public")
    words = f"{found.headline} {found.alt} {found.claims} {found.caveats} {found.shown.to_pylist()} {found.documents}"
    assert "11,110" not in words
    assert "11110" not in words
    assert "1,111" not in words
    assert "1111" not in words
    assert "about 11,000 views" in found.headline


def test_in_public_small_platforms_have_one_row_and_no_name(told: Told) -> None:
    found = told("SMALL", "public")
    names = {row["group"] for row in found.shown.to_pylist()}
    assert names == {"YouTube", "2 smaller platforms"}
    assert "Chirp" not in f"{found.alt}{found.headline}{found.documents}"
