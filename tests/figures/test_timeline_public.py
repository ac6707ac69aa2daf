"""Who may see what of a timeline: names, labels and lines are the owner's alone."""

from __future__ import annotations

import json
from pathlib import Path

from real_path import Storing
from timeline_told import Drawing, full

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Figure


def everything(made: Figure) -> str:
    """All words of a figure, its rows, its documents and its picture."""
    parts = [
        made.headline,
        made.subtitle,
        made.alt,
        made.source,
        repr(made.claims),
        repr(made.caveats),
    ]
    parts += [json.dumps(each, default=str) for each in made.documents]
    parts += [repr(made.shown.to_pylist()), made.draw(Canvas(900)).to_json(), repr(made.lines)]
    return " ".join(parts)


def test_what_is_public_holds_no_label_no_name_no_line_and_no_hash(
    storing: Storing, drawing: Drawing, tmp_path: Path
) -> None:
    full(storing)
    told = everything(drawing("public"))
    hashes = serve(Archive(tmp_path / "archive"))
    items = hashes.cursor().execute("SELECT DISTINCT item FROM moderation").fetchall()
    hashes.close()
    for secret in (
        "Invented Post",
        "invented case",
        "Label of",
        "label A",
        "zebrafish",
        *(row[0] for row in items),
    ):
        assert secret not in told
    made = drawing("public")
    assert made.lines == {}
    assert all(each["lines"] is None for of in made.documents for each in of["estimates"])
    assert "First published check" in told


def test_the_owner_sees_their_own_words_and_the_lines_behind_each_count(
    storing: Storing, drawing: Drawing
) -> None:
    full(storing)
    made = drawing()
    assert "Check by the Invented Post" in everything(made)
    assert len(made.lines["still up"]) == 8
    assert len(made.lines["removed"]) == 32
