"""Records that agree, counted by Polars: as the engine counts them, or not at all."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from ripplemark.engine import Intake
from ripplemark.engine import alike as alike_module
from ripplemark.engine.alike import counted_alike

WIDTH, READ = 6, ("two", "four")
ROLES = (None, "two", None, "four", None, None)
PLAIN = (
    "",
    "b",
    "7",
    "é",
    "x y",
    " ",
    '"a,b"',
    '"say ""hi"", he"',
    '"two\nlines"',
    '""',
    '"[""AT"",""BE""]"',
)
Counts = Counter[tuple[str | None, ...]]


def _text(records: list[str], newline: str = "\n") -> bytes:
    return newline.join(["h1,h2,h3,h4,h5,h6", *records, ""]).encode()


def _rolled(path: Path, folder: Path, *, swift: bool) -> tuple[Counts, int, bool]:
    """What is read of the records, how many are malformed, and whether Polars had the word."""
    folder.mkdir()
    intake = Intake(path, folder, folder / "spill")
    try:
        _, _, done = intake.roll(ROLES, 1, ",", swift=swift)
        rows: list[dict[str, Any]] = intake.con.table("rolled").to_arrow_table().to_pylist()
        counts: Counts = Counter()
        for row in rows:
            counts[tuple(row[role] for role in READ)] += int(row["n"])
        return counts, intake.malformed().num_rows, done
    finally:
        intake.close()


def _drawn(rng: random.Random) -> str:
    return ",".join(["a", *(rng.choice(PLAIN) for _ in range(4)), "z"])


def test_well_formed_records_are_counted_as_the_engine_counts_them(tmp_path: Path) -> None:
    rng = random.Random(5)
    path = tmp_path / "text.csv"
    path.write_bytes(_text([_drawn(rng) for _ in range(3_000)]))
    swift, none, done = _rolled(path, tmp_path / "swift", swift=True)
    slow, no_more, by_engine = _rolled(path, tmp_path / "slow", swift=False)
    assert done
    assert not by_engine
    assert (none, no_more) == (0, 0)
    assert swift == slow
    assert swift.total() == 3_000


@pytest.mark.parametrize(
    "bad",
    [
        "a,b,c,d,e",
        "a",
        "a,b,c,d,e,f,g",
        "",
        "   ",
        "a,b,c,d,e,",
        'a,b"c,c,d,e,f',
        'a,b,c"d,e"f,d,e,f',
        'a,"b,c,d,e,f',
        'a,b, "c,d",d,e,f',
        'a,"b"c,c,d,e,f',
        "a,b,c,d,e,\xff",
    ],
)
def test_a_doubtful_record_is_left_to_the_engine_to_judge(tmp_path: Path, bad: str) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(_text(["a,b,c,d,e,f"] * 3) + bad.encode("latin-1") + b"\na,b,c,d,e,f\n")
    assert counted_alike(path, WIDTH, (2, 4)) is None
    asked = _rolled(path, tmp_path / "asked", swift=True)
    assert asked == _rolled(path, tmp_path / "slow", swift=False)
    assert asked[0][("b", "d")] >= 3


def test_a_text_that_may_not_fit_into_memory_is_left_to_the_engine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "text.csv"
    path.write_bytes(_text(["a,b,c,d,e,f"]))
    assert counted_alike(path, WIDTH, (2, 4)) is not None
    monkeypatch.setattr(alike_module, "MOST_BYTES", 10)
    assert counted_alike(path, WIDTH, (2, 4)) is None


def test_what_polars_counts_after_a_text_was_damaged_is_what_the_engine_counts(
    tmp_path: Path,
) -> None:
    """One sign put in or taken out anywhere: the same counts, wherever the engine finds no malformed record."""
    rng, agreed = random.Random(11), 0
    path = tmp_path / "text.csv"
    for k in range(120):
        text = _text([_drawn(rng) for _ in range(6)]).decode()
        at = rng.randrange(18, len(text))
        text = (
            text[:at] + rng.choice(('"', ",", "\n", " ", "x", "")) + text[at + rng.randrange(2) :]
        )
        path.write_text(text, encoding="utf-8", newline="")
        swift, malformed, done = _rolled(path, tmp_path / f"swift {k}", swift=True)
        if done:
            slow, found, _ = _rolled(path, tmp_path / f"slow {k}", swift=False)
            assert found or swift == slow, text
            assert malformed == 0
            agreed += swift == slow
    assert agreed > 30
