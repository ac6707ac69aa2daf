"""The model of averted harm says in every answer that it is one, and stands in no figure."""

from __future__ import annotations

import pytest

from ripplemark.engine import Serving, Visible
from ripplemark.figures import FIGURES
from ripplemark.measures import measure
from ripplemark.measures.base import UnreadableSetting
from ripplemark.result import Estimate

# SCIENCE.md, E.3: n* = 0.9 and gamma = 0.25; the half-life is 30 s (2^4 - 1) = 7.5 min.
NEAR_CRITICAL = {"branching": "0.9", "half-life": "0.125", "delay": "24,1"}


def asked(**settings: str) -> list[Estimate]:
    serving = Serving(Visible())
    try:
        return list(
            measure(serving, "harm-averted", incident="LANTERN", settings=settings).estimates
        )
    finally:
        serving.close()


def test_the_published_shares_come_from_the_settings_alone() -> None:
    found = {each.by["delay"]: each.value for each in asked(**NEAR_CRITICAL)}
    assert found == {24.0: pytest.approx(0.5513, abs=1e-4), 1.0: pytest.approx(0.7307, abs=1e-4)}


def test_every_answer_is_marked_as_a_model() -> None:
    for each in (
        *asked(),
        *asked(**NEAR_CRITICAL, share="0.3"),
        *asked(**NEAR_CRITICAL, share="0.95"),
    ):
        assert each.note.startswith("A model, not an observation")
        assert each.by["result"] == "model"
        assert each.by["incident"] == "LANTERN"
        assert (each.n, each.lines) == (0, None)


def test_without_its_inputs_it_has_no_number_and_says_which_it_needs() -> None:
    for settings in ({}, {"branching": "0.5"}, {"half-life": "1"}):
        (answer,) = asked(**settings)
        assert (answer.value, answer.status) == (None, "NE_FEW")
        assert "--set branching=" in answer.note


def test_a_share_is_answered_by_the_delay_for_it_or_by_why_there_is_none() -> None:
    *_, delay = asked(branching="0.75141", share="0.2", **{"half-life": str(7.4854 / 60)})
    assert delay.value == pytest.approx(176.9, abs=0.05)
    assert "stops at 168 h" in delay.note
    *_, never = asked(**NEAR_CRITICAL, share="0.95")
    assert (never.value, never.status) == (None, "NE_FEW")


@pytest.mark.parametrize(
    ("name", "text"),
    [("branching", "1"), ("branching", "0"), ("half-life", "0"), ("delay", "-1"), ("share", "2")],
)
def test_what_the_model_does_not_hold_for_is_refused(name: str, text: str) -> None:
    with pytest.raises(UnreadableSetting, match=name):
        asked(**{**NEAR_CRITICAL, name: text})


def test_no_figure_rests_on_it() -> None:
    assert [each.name for each in FIGURES if "harm-averted" in each.metrics] == []
