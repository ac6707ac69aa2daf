"""Where a label is what counts, nothing went away: no figure of items says that anything was gone, taken down or still up."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from planted import HEADER, row

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.moderation import MODERATION
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.vault import Vault

NAMES = (*(kind.name for kind in MODERATION), "incident-timeline")
REMOVAL = re.compile(r"\bgone\b|still[ _]up\b|taken down|\bremoved?\b|came back", re.IGNORECASE)
Told = Callable[..., Figure]


def _noted(hours: float, platform: str = "Chirp") -> str:
    return row(platform=platform, posted_at=0, down_at=hours, outcome="label")


def _bare(hours: float, platform: str = "Chirp") -> str:
    return row(platform=platform, posted_at=0, outcome="up", observed_until=hours)


def _removed(hours: float) -> str:
    return row(platform="Chirp", posted_at=0, down_at=hours, outcome="removed")


ROWS = {
    "NOTED": [*(_noted(5 + 3 * k) for k in range(14)), *(_bare(300 + k) for k in range(6))],
    "TWO": [
        *(_noted(5 + 3 * k) for k in range(12)),
        *(_noted(9 + k, "Murmur") for k in range(11)),
        _bare(20, "Murmur"),
    ],
    "FEW": [_noted(7), _bare(90)],
    "NONE": [_bare(100 + k) for k in range(12)],
    "ALL": [_noted(1 + k) for k in range(12)],
    "SINGLE": [_noted(24)],
    "MIXED": [*(_noted(4 + k) for k in range(8)), _removed(30), _removed(40), _bare(200)],
    "MANY": [_noted(1 + k) for k in range(90)],
}
REQUESTED = (
    "item,platform,outcome,sent_at,outcome_at,up_again_at,last_checked,incident\n"
    + "".join(
        f"r{k},Chirp,{outcome},2025-01-01T12:00Z,{at},{back},2025-02-01T12:00Z,ASKED\n"
        for k, (outcome, at, back) in zip(
            count(),
            [("label", f"2025-01-02T{k:02d}:00Z", "") for k in range(12)]
            + [("up", "", ""), ("label", "2025-01-02T12:00Z", "2025-01-05T12:00Z")],
            strict=False,
        )
    )
)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder: Path = tmp_path_factory.mktemp("labels")
    found = Archive(folder / "archive")
    items, requests = folder / "items.csv", folder / "requests.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    items.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    requests.write_text(REQUESTED, "utf-8")
    for path in (items, requests):
        add(found, Vault(folder / "vault"), path, Options())
    return found


@pytest.fixture(scope="module")
def serving(archive: Archive) -> Iterator[Serving]:
    found = serve(archive)
    yield found
    found.close()


@pytest.fixture(scope="module")
def told(archive: Archive, serving: Serving) -> Told:
    def make(name: str, incident: str, audience: Any, gone: str = "label") -> Figure:
        return figure(
            archive,
            serving,
            Gate.of(audience),
            name,
            incident=incident,
            settings={"gone": gone},
        )

    return make


def _said(of: Figure) -> str:
    """All that a reader sees: words, table headings and cells, source lines, and every text of the picture."""
    claims = [*of.claims.borne, *((u.sentence, u.why, u.needed) for u in of.claims.unborne)]
    columns = [(column.name, column.about) for column in of.columns]
    words = [of.headline, of.subtitle, of.alt, claims, of.source, columns, of.shown.to_pylist()]
    return json.dumps([*words, list(of.lines), *_texts(of)], default=str)


def _texts(of: Figure) -> list[str]:
    if of.empty:
        return []
    return [of.draw(Canvas(width)).to_json() for width in (390, 800)]


@pytest.mark.parametrize("audience", ["owner", "public"])
@pytest.mark.parametrize("incident", [*ROWS, "ASKED"])
@pytest.mark.parametrize("name", NAMES)
def test_of_labels_no_figure_says_that_anything_went_away(
    told: Told, name: str, incident: str, audience: str
) -> None:
    found = told(name, incident, audience)
    assert not REMOVAL.findall(_said(found))
    assert not [each for each in found.caveats if REMOVAL.search(each)]
    notes = [each["note"] for of in found.documents for each in of["estimates"]]
    assert not [note for note in notes if REMOVAL.search(note)]


@pytest.mark.parametrize("name", NAMES)
def test_a_figures_title_follows_what_counts(told: Told, name: str) -> None:
    assert not REMOVAL.search(told(name, "NOTED", "public").title)


def test_a_title_about_removal_stays_as_it_is(told: Told) -> None:
    assert told("share-gone", "MIXED", "public", "removed").title == "Share gone by time"
    assert told("share-gone", "NOTED", "public").title == "Share labelled by time"


def test_labels_are_counted_in_their_own_words(told: Told) -> None:
    found = told("squares", "NOTED", "owner")
    # Labels after 5, 8, 11 ... 44 hours: by 48 all fourteen.
    assert found.headline.startswith(
        "Of 20 items on Chirp, 14 were labelled within 48 h of posting; "
        "6 were still without a label when last looked at"
    )
    assert "labelled means that a label or a note was shown" in found.subtitle
    assert found.shown.column("fate").to_pylist()[-1] == "still without a label"


def test_where_labels_count_beside_removals_the_words_hold_for_both(told: Told) -> None:
    found = told("squares", "MIXED", "owner", "removed,label")
    assert "10 were gone or labelled within 48 h of posting" in found.headline
    assert "1 was still up without a label" not in found.headline.split(";")[0]
    assert "1 was still up without a label when last looked at" in found.headline


def test_a_note_of_an_estimate_speaks_of_what_counts(serving: Serving) -> None:
    def note(gone: str) -> str:
        settings = {"gone": gone, "clock": "post"}
        return measure(serving, "median-lag", incident="TWO", settings=settings).estimates[0].note

    of_none = measure(
        serving, "within-deadline", incident="FEW", settings={"gone": "label", "hours": "48"}
    )
    assert "1 of 2 were labelled within 48 h" in of_none.estimates[0].note.replace("hours", "h")
    assert not REMOVAL.search(note("label"))


def test_removal_keeps_its_own_words(told: Told) -> None:
    found = told("squares", "MIXED", "owner", "removed")
    assert "gone within 48 h" in found.headline
    assert "label" not in found.headline
