"""Every figure of the registry carries all that belongs to a figure, for the owner and for everyone."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections.abc import Iterator
from functools import cache

import pytest

from ripplemark import figures, paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.figure import Audience, Figure
from ripplemark.figures import FIGURES, FigureKind
from ripplemark.gate import Gate
from ripplemark.measures import MEASURES

TOLD = {"incident-timeline", "attention", "search-interest", "squares", "swimmer", "share-gone"}
"""What pages open with: three sentences that can be written, unless there is hardly any data."""
DEMO = Archive(paths.BUNDLED["demo"])
NORMS = {"platform-reports", "platform-record"}
MODELS = {"conditional-on-action"}
"""Figures that explain something by a model: they are of no data at all."""
"""Figures of platforms: always of the real archive that comes with Ripplemark, whichever other is open."""
INCIDENTS = ("BUCKLE", "TEAPOT", "TIMBER")
"""Thousands of items; a dozen with requests; hardly anything."""


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    open_ = serve(DEMO)
    yield open_
    open_.close()


@cache
def _kinds() -> tuple[tuple[FigureKind, str | None], ...]:
    return tuple(
        (kind, code) for kind in FIGURES for code in (INCIDENTS if kind.of_incident else (None,))
    )


@pytest.mark.parametrize("audience", ["owner", "public"])
@pytest.mark.parametrize(
    ("kind", "code"), _kinds(), ids=[f"{kind.name}-{code or 'all'}" for kind, code in _kinds()]
)
def test_no_figure_is_bare(
    serving: Serving, kind: FigureKind, code: str | None, audience: Audience
) -> None:
    made = figures.figure(DEMO, serving, Gate.of(audience), kind.name, incident=code)
    _words(made)
    assert made.draw(Canvas(800)).layout.height > 0
    if made.empty:
        assert made.shown.num_rows == 0
        return
    if kind.name in MODELS:
        assert "A model" in made.headline
        assert "from no data" in made.source
        return
    assert made.simulated is (kind.name not in NORMS)
    assert ("Simulated." in made.source) is made.simulated
    assert made.simulated or ("European Commission" in made.source and "shantay" in made.source)
    assert len(made.claims.borne) >= (3 if kind.name in TOLD and code != "TIMBER" else 1)
    assert made.claims.unborne
    assert made.shown.num_rows > 0
    assert [each.name for each in made.columns] == made.shown.column_names
    assert all(each.about for each in made.columns)
    assert made.queries
    assert {str(each["metric"]) for each in made.documents} <= {each.name for each in MEASURES}
    if audience == "public":
        assert not made.lines


def _words(made: Figure) -> None:
    for text in (made.headline, made.subtitle, made.alt, made.source):
        assert text.strip() == text
        assert len(text) > 12
        assert "  " not in text
        assert not re.search(r"\(None|None\)|None,|: None\b|= None", text)
        assert "nan" not in re.split(r"\W+", text)
    assert f"Archive {made.archive}" in made.source
    assert "Times in" in made.source
    assert len(made.alt) > len(made.headline) / 2
    for claim in made.claims.borne:
        assert claim.endswith(".")
        assert made.empty or made.incident is None or re.search(r"\d", claim), claim
    for each in made.claims.unborne:
        assert each.sentence.endswith(".")
        assert each.why.endswith(".")
        assert each.needed.endswith(".")


def test_every_kind_of_figure_in_the_folder_is_registered_once_and_says_what_it_is() -> None:
    written = {
        each.name
        for module in pkgutil.iter_modules(figures.__path__, f"{figures.__name__}.")
        for each in vars(importlib.import_module(module.name)).values()
        if isinstance(each, FigureKind)
    }
    assert written == {each.name for each in FIGURES}
    assert len(written) == len(FIGURES)
    for each in FIGURES:
        assert all((each.title, each.about, each.question, each.metrics)), each.name
        assert set(each.metrics) <= {measure.name for measure in MEASURES}, each.name
