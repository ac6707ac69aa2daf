"""Everything that can be set is said in the page's words: no name of a parameter, no word of a schema stands on a page."""

from __future__ import annotations

import pytest

from ripplemark.figures import FIGURES
from ripplemark.figures.base import FigureKind
from ripplemark.ui.page_words import SETTINGS, SPLIT

OPEN = {"series", "platform", "dataset"}
"""Settings whose choices are an incident's, or an archive's, own."""


@pytest.mark.parametrize("kind", FIGURES, ids=lambda each: each.name)
def test_every_setting_of_every_figure_has_a_label_a_help_and_words_for_its_choices(
    kind: FigureKind,
) -> None:
    for parameter in kind.parameters:
        told = SETTINGS[parameter.name]
        assert told.label[0].isupper(), parameter.name
        assert told.help.endswith("."), parameter.name
        if parameter.name not in OPEN:
            assert set(parameter.choices) <= set(told.choices), parameter.name


@pytest.mark.parametrize("kind", FIGURES, ids=lambda each: each.name)
def test_every_column_that_splits_a_figure_has_words(kind: FigureKind) -> None:
    assert set(kind.by) <= set(SPLIT.choices)


def test_no_words_of_a_page_are_the_raw_words_of_the_schema() -> None:
    told = [words for each in (*SETTINGS.values(), SPLIT) for words in each.choices.values()]
    assert told
    assert not [each for each in told if "_" in each or not each]


def test_no_words_are_kept_for_a_setting_that_no_figure_has() -> None:
    assert set(SETTINGS) == {each.name for kind in FIGURES for each in kind.parameters}
