"""The Laboratory says before anything else that it is a model; what is chosen stands in its address."""

from __future__ import annotations

from seen import Opening

from tests.pages.seen import address, words


def test_it_says_first_that_nothing_was_measured_and_last_how_it_misleads(opening: Opening) -> None:
    page = opening("laboratory")
    assert not page.exception
    assert not page.error
    said = words(page)
    assert "A model, not an observation." in said
    assert "Nothing on this page was measured on an incident." in said
    assert [each.value for each in page.header] == [
        "What it needs",
        "How it misleads",
        "How it is defined",
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
