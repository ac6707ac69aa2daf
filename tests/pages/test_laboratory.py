"""The Laboratory says before anything else that it is a model; what is chosen stands in its address."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import TOY
from seen import Opening

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.measures.laboratory import LABORATORY
from ripplemark.vault import Vault
from tests.pages.seen import address, words


def test_it_says_first_that_nothing_was_measured_and_last_how_it_misleads(opening: Opening) -> None:
    page = opening("laboratory")
    assert not page.exception
    assert not page.error
    said = words(page)
    assert "A model, not an observation." in said
    assert "Nothing of this model was measured on an incident." in said
    assert [each.value for each in page.header] == [
        "What it needs",
        "How it misleads",
        "How it is defined",
        "Fitted to a series",
    ]
    assert "It must not be quoted as what a platform did or failed to do." in said
    assert len(page.get("plotly_chart")) == 1


def test_the_shares_are_those_of_the_measure(opening: Opening) -> None:
    # SCIENCE.md, E.3: n* = 0.9 and gamma = 0.25, whose half-life is 7.5 min: 73 % after an hour, 55 % after a day.
    said = words(opening("laboratory", **{"branching": "0.9", "half-life": "0.125"}))
    assert "Removed after 1 h, in this model: 73 % averted, 27 % not." in said
    assert "Removed after 24 h, in this model: 55 % averted, 45 % not." in said


def test_a_choice_goes_into_the_address_and_comes_back(opening: Opening) -> None:
    page = opening("laboratory")
    page.selectbox(key="control-branching").set_value("0.44").run()
    assert address(page)["branching"] == "0.44"
    assert "29 % averted" not in words(page)
    again = opening("laboratory", branching="0.44")
    assert again.selectbox(key="control-branching").value == "0.44"


def test_an_address_that_asks_for_what_the_model_does_not_hold_for_is_told(
    opening: Opening,
) -> None:
    page = opening("laboratory", branching="1.4")
    assert not page.exception
    assert "'branching' takes" in words(page)


@pytest.fixture
def with_toy(archive: Archive, tmp_path: Path) -> None:
    """SCIENCE.md, F.8, as an incident."""
    rows = [f"posts,social,posts,2025-01-{day:02d},P1D,{value}" for day, value in enumerate(TOY, 1)]
    path = tmp_path / "toy.csv"
    path.write_text(
        "\n".join(("series,channel,metric,bin_start,bin_width,value", *rows)) + "\n", "utf-8"
    )
    add(archive, Vault(tmp_path / "vault"), path, Options(incident="LANTERN"))


@pytest.mark.usefixtures("with_toy")
@pytest.mark.parametrize(
    ("fit", "said"),
    [
        ("fwhm", "Width at half maximum: 61 hours (95 % interval:"),
        ("concentration", "Concentration of attention: 0.62 (95 % interval:"),
        ("relaxation-class", "Seen for 21 days from the onset on and 60 days are needed"),
        ("collective-memory", "Crossing time 3: both memories hold as much: not known."),
        ("branching-ratio", "generation of 24 h assumed"),
        ("decay-laws", "Half-life, exponential:"),
    ],
)
def test_each_fit_has_its_answer_what_it_needs_and_how_it_is_defined(
    opening: Opening, fit: str, said: str
) -> None:
    page = opening("laboratory", incident="LANTERN", fit=fit)
    assert not page.exception
    assert not page.error
    told = words(page)
    assert said in told
    assert "it needs more than most incidents have" in told
    assert f"measure {fit}" in told
    assert address(page)["fit"] == fit


def test_every_fit_is_on_the_page() -> None:
    assert {each.name for each in LABORATORY} == {
        "fwhm",
        "concentration",
        "relaxation-class",
        "collective-memory",
        "branching-ratio",
        "decay-laws",
    }


def test_without_a_series_it_says_what_to_add(opening: Opening) -> None:
    assert "No series of an incident is stored here." in words(opening("laboratory"))
