"""Platforms at the gate: small ones are merged and not named, designated ones always are."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from leaving import LATELY, LONG_AGO, NOW, OWNER, PRIVATE, PUBLIC
from real_path import Storing

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.gate import PlatformCount, merged_label, platform_counts
from ripplemark.gate.platforms import is_large, merged


def test_a_platform_with_fewer_than_ten_items_is_merged_and_a_designated_one_never_is() -> None:
    counts = [
        PlatformCount("Chirp", 9),
        PlatformCount("Platform A", 10),
        PlatformCount("YouTube", 1),
    ]
    assert PUBLIC.merged(counts) == ("Chirp",)
    assert OWNER.merged(counts) == PRIVATE.merged(counts) == ()


def test_a_platform_is_not_named_while_an_item_there_is_up_and_was_looked_at_within_14_days() -> (
    None
):
    def one(up: int, look: datetime | None) -> tuple[str, ...]:
        return PUBLIC.merged([PlatformCount("Platform A", 40, up, look)])

    assert one(1, LATELY) == ("Platform A",)
    assert one(1, LONG_AGO) == ()
    assert one(0, None) == ()
    assert one(1, None) == ("Platform A",)  # nobody said when: as if it were today


def test_a_large_platform_is_named_even_while_items_there_are_up() -> None:
    assert PUBLIC.merged([PlatformCount("tiktok", 2, 2, NOW)]) == ()


@given(
    st.lists(
        st.builds(
            PlatformCount,
            st.sampled_from(["Chirp", "Platform A", "B", "C", "YouTube", "X", "Ω"]),
            st.integers(0, 30),
            st.integers(0, 5),
            st.sampled_from([None, NOW, LONG_AGO]),
        ),
        unique_by=lambda each: each.platform,
    ),
    st.randoms(),
)
def test_merging_does_not_depend_on_order_and_hides_no_large_one(
    counts: list[PlatformCount], chance: Any
) -> None:
    before = merged(counts, NOW)
    chance.shuffle(counts)
    assert merged(counts, NOW) == before
    assert not any(is_large(name) for name in before)
    assert all(
        each.platform in before
        for each in counts
        if each.items < 10 and not is_large(each.platform)
    )


def test_spellings_of_one_platform_are_the_same_platform() -> None:
    for name in ("X", "twitter", "X (formerly Twitter)", "You Tube", "FACEBOOK", "Google"):
        assert is_large(name), name
    for name in ("Chirp", "Xtra", "Platform A", "", "Stripchat"):
        assert not is_large(name), name


def test_labels_of_merged_platforms_agree_with_their_number() -> None:
    assert merged_label(1) == "1 smaller platform"
    assert merged_label(5) == "5 smaller platforms"


def test_without_counts_only_large_platforms_are_named_in_public() -> None:
    assert PUBLIC.platform("Chirp") == "1 smaller platform"
    assert PUBLIC.platform("YouTube") == "YouTube"
    assert OWNER.platform("Chirp") == PRIVATE.platform("Chirp") == "Chirp"
    gate = PUBLIC.knowing(
        [PlatformCount("Chirp", 12), PlatformCount("A", 1), PlatformCount("B", 2)]
    )
    assert gate.platform("Chirp") == "Chirp"
    assert gate.platform("A") == "2 smaller platforms"
    assert gate.platform("Nest") == "1 smaller platform"  # none of the two
    assert gate.platform(gate.platform("A")) == "2 smaller platforms"


def test_the_platforms_of_an_incident_are_counted_by_item_and_by_its_last_spell(
    storing: Storing, tmp_path: Path
) -> None:
    storing(
        "platform,item,spell,notice_at,outcome,down_at,observed_until,n",
        "Chirp,a,1,2025-10-24,removed,2025-10-25,,",
        "Chirp,a,2,2025-10-27,up,,2025-11-02,",
        "Chirp,b,1,2025-10-24,up,,2025-11-01,",
        "Chirp,b,2,2025-11-03,removed,2025-11-04,,",
        "Platform A,c,1,2025-10-24,removed,2025-10-25,,7",
    )
    serving = serve(Archive(tmp_path / "archive"))
    try:
        chirp, platform_a = platform_counts(serving, "LANTERN")
        assert platform_counts(serving, "NOBODY") == ()
    finally:
        serving.close()
    assert (chirp.platform, chirp.items, chirp.up) == ("Chirp", 2, 1)
    assert chirp.last_look is not None
    assert chirp.last_look.date().isoformat() in ("2025-11-02", "2025-11-03")
    assert platform_a == PlatformCount("Platform A", 7, 0, None)
