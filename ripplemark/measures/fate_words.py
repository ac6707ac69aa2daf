"""What it is called when an item's time is over, and when it is not: gone and still up, or, of labels, labelled and still without."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FateWords:
    """The words for the outcomes that count, chosen by the setting 'gone'; a label leaves an item where it was.

    ``gone`` stands after 'were' and before 'within', ``still_up`` and ``up`` after 'were', ``act`` after 'platforms',
    ``came_back`` after a number of items. ``removed`` and ``otherwise`` name what a timeline stacks: ended by an outcome
    that counts, and by another one. ``instead`` are the phrases of sentences written without knowledge of the setting, and
    what stands in their place, in order. ``only_labels`` is True where nothing that counts takes an item away.
    """

    gone: str = "gone"
    still_up: str = "still up"
    up: str = "up"
    act: str = "remove"
    came_back: str = "came back"
    removed: str = "removed"
    had_been: str = "had been removed"
    otherwise: str = "gone otherwise"
    instead: tuple[tuple[str, str], ...] = ()
    only_labels: bool = False

    @property
    def Gone(self) -> str:  # noqa: N802 - the word as it begins a sentence
        """``gone`` with a capital letter."""
        return f"{self.gone[0].upper()}{self.gone[1:]}"

    def told(self, sentence: str) -> str:
        """A sentence of an estimator or a metric, which holds no name of anything, in these words."""
        for usual, word in self.instead:
            sentence = sentence.replace(usual, word)
        return sentence


_COUNTED = "Which outcomes count is a choice"
_CHOICE = "Which outcomes count as gone is a choice; by default only removal by the platform."
GONE = FateWords()
LABELLED = FateWords(
    gone="labelled",
    still_up="still without a label",
    up="without a label",
    act="label",
    came_back="lost the label",
    removed="labelled",
    had_been="had been labelled",
    otherwise="ended otherwise",
    instead=(
        (_CHOICE, f"{_COUNTED}: here a label or a note alone; by default removal by the platform."),
        ("does not count as gone", "does not count as a label"),
        ("An item still up", "An item without a label"),
        ("still up", "still without a label"),
        ("last seen up", "last seen without a label"),
        ("gone", "labelled"),
    ),
    only_labels=True,
)
EITHER = FateWords(
    gone="gone or labelled",
    still_up="still up without a label",
    up="up without a label",
    act="remove or label",
    came_back="came back or lost the label",
    removed="removed or labelled",
    had_been="had been removed or labelled",
    instead=(
        (
            _CHOICE,
            f"{_COUNTED}: here a label or a note too; by default only removal by the platform.",
        ),
        ("does not count as gone", "does not count"),
        ("An item still up", "An item still up without a label"),
        ("are still up after", "are still up without a label after"),
        ("were still up after", "were still up without a label after"),
        ("those still up", "those still up without a label"),
        ("last seen up", "last seen up without a label"),
        ("gone", "gone or labelled"),
    ),
)


def fate_words(gone: Collection[str] | None) -> FateWords:
    """The words for these outcomes; those of removal where none is named."""
    outcomes = set(gone or ())
    if "label" not in outcomes:
        return GONE
    return LABELLED if outcomes == {"label"} else EITHER
