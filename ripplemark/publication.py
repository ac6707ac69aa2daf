"""Should it be published at all, and how? A few questions before an incident's first export; the answers go with it.

The answers are decisions about the incident, one for each question, so they are part of the fingerprint, can be undone,
and are made from closed choices: nothing that a person types enters the archive. Nobody is refused an export because
nobody has answered; one is refused where the answers say that there should be none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from ripplemark.archive import Archive
from ripplemark.archive.decisions import standing
from ripplemark.errors import ArchiveError, UnknownName

if TYPE_CHECKING:  # the command line starts without Plotly
    from ripplemark.figure import Audience

PREFIX = "publication."


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form: the key of its decision, its words, and its choices with theirs.

    ``told`` begins its line in an export. ``delicate`` questions are asked only where an intimate image, or a person
    who was hurt, is what the incident is about.
    """

    key: str
    question: str
    told: str
    choices: Mapping[str, str]
    delicate: bool = False


QUESTIONS = (
    Question(
        f"{PREFIX}interest",
        "Does the public's interest in this outweigh the harm of renewed attention?",
        "public interest outweighs renewed attention",
        {"yes": "Yes", "no": "No", "unsure": "Not sure"},
    ),
    Question(
        f"{PREFIX}consent",
        "Does the person whom it is about agree?",
        "the person affected",
        {
            "agreed": "Agreed",
            "told": "Was told, and did not object",
            "refused": "Does not want it",
            "unreachable": "Cannot be reached safely",
            "not_asked": "Was not asked",
            "nobody": "It is about nobody in particular",
        },
    ),
    Question(
        f"{PREFIX}recognisable",
        "Could somebody recognise the incident, or the person, by the shape of the curve or by its dates?",
        "recognisable by shape or dates",
        {
            "no": "No",
            "known": "Yes, but it is publicly known anyway",
            "must_not": "Yes, and it must not be: nothing with dates is published",
        },
    ),
    Question(
        f"{PREFIX}checked",
        "Who has checked what will be published?",
        "checked by",
        {
            "nobody": "Nobody yet",
            "colleague": "A second person",
            "editor": "An editor or a lawyer",
            "affected_side": "The person affected, or someone who acts for them",
        },
    ),
    Question(
        f"{PREFIX}reachable",
        "Can what it is about still be found, so that attention would lead people there?",
        "still to be found",
        {"no": "No", "yes": "Yes", "unknown": "Not known"},
        delicate=True,
    ),
    Question(
        f"{PREFIX}advice",
        "Has a support organisation, or the person's own lawyer, advised on it?",
        "advice of a support organisation or the person's lawyer",
        {
            "for": "Yes, for publishing",
            "against": "Yes, against it",
            "none": "No",
        },
        delicate=True,
    ),
    Question(
        f"{PREFIX}decision",
        "So: may figures about it be published?",
        "decision",
        {"publish": "Publish", "do_not_publish": "Do not publish"},
    ),
)
"""Every question, in the order in which it is asked; the decision comes last."""

KEYS = tuple(each.key for each in QUESTIONS)
"""The keys that ``decide`` takes."""

CHOICES: Mapping[str, tuple[str, ...]] = {each.key: tuple(each.choices) for each in QUESTIONS}
"""What each key can be decided to be."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form needs to know of an incident: its code, its kind, how sensitive it is."""

    incident: str
    kind: str = "other"
    sensitivity: str = "ordinary"

    @property
    def delicate(self) -> bool:
        """True where a person was hurt or is at risk, or an intimate image is what it is about."""
        return self.kind == "intimate_image" or self.sensitivity == "highly_sensitive"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was answered, by the question's key; ``answered_at`` is when the latest answer that counts was given."""

    facts: Facts
    given: Mapping[str, str]
    answered_at: datetime


class NotToBePublished(ArchiveError):
    """A public export of an incident about which the answers say that nothing should be published."""

    title = "This is not to be published"

    def __init__(self, incident: str, reason: str, key: str) -> None:
        self.incident, self.reason, self.key = incident, reason, key
        super().__init__(
            f"It was answered for {incident} that {reason}; no file was written. Export it for your own use with "
            f"--private, or change the answer: decide {incident} {key}=... ({', '.join(CHOICES[key])})."
        )


def facts_of(archive: Archive, incident: str) -> Facts:
    """What the form needs to know, as decided now."""
    return Facts(
        incident,
        str(archive.decision(incident, "kind", "other")),
        str(archive.decision(incident, "sensitivity", "ordinary")),
    )


def questions(facts: Facts) -> tuple[Question, ...]:
    """The questions for this incident, in order: five, and two more where it is delicate."""
    return tuple(each for each in QUESTIONS if facts.delicate or not each.delicate)


def answers_of(archive: Archive, incident: str) -> Answers | None:
    """The answers that count now; None where no question has one."""
    made = [
        each
        for each in standing(archive.decisions())
        if each.incident == incident and each.subject is None and each.key in CHOICES
    ]
    latest = {each.key: each for each in made}
    given = {key: str(latest[key].value) for key in KEYS if key in latest}
    given = {key: value for key, value in given.items() if value in CHOICES[key]}
    if not given:
        return None
    return Answers(facts_of(archive, incident), given, max(latest[key].made_at for key in given))


def record(archive: Archive, incident: str, answers: Mapping[str, str]) -> Answers | None:
    """Store answers as decisions, those alone that change something; what counts afterwards.

    Raises:
        UnknownName: no such incident, question or choice; then nothing was stored.
    """
    for key, value in answers.items():
        if key not in CHOICES:
            raise UnknownName("question", key, KEYS)
        if value not in CHOICES[key]:
            raise UnknownName(key, value, CHOICES[key])
    before = answers_of(archive, incident)
    known = before.given if before else {}
    for key, value in answers.items():
        if known.get(key) != value:
            archive.decide(incident, key, value)
    return answers_of(archive, incident)


def refusal(answers: Answers | None, *, dated: bool = True) -> NotToBePublished | None:
    """Why a public export is refused; None where it may be made, and where nobody has answered.

    ``dated`` is False for a figure that shows no date of the incident, in its picture and in its words.
    """
    if answers is None:
        return None
    given = answers.given
    delicate = answers.facts.delicate
    stops = (
        ("decision", "do_not_publish", True, "it should not be published"),
        ("interest", "no", True, "no public interest outweighs the harm of renewed attention"),
        (
            "recognisable",
            "must_not",
            dated,
            "its dates must not be recognised, and this shows dates",
        ),
        ("consent", "refused", delicate, "the person whom it is about does not want it"),
        ("advice", "against", delicate, "those who act for the person advise against it"),
    )
    for name, choice, holds, reason in stops:
        key = PREFIX + name
        if holds and given.get(key) == choice:
            return NotToBePublished(answers.facts.incident, reason, key)
    return None


def ensure_publishable(
    archive: Archive, incident: str | None, audience: Audience, *, dated: bool = True
) -> Answers | None:
    """Raise NotToBePublished where a public export is ruled out; the answers, to be stored with the export.

    The owner's own use is never refused; a figure of no one incident asks for each that it shows.
    """
    if incident is None:
        return None
    answers = answers_of(archive, incident)
    stop = refusal(answers, dated=dated) if audience == "public" else None
    if stop:
        raise stop
    return answers


def open_questions(facts: Facts, answers: Answers | None) -> tuple[Question, ...]:
    """The questions that have no answer yet."""
    given = answers.given if answers else {}
    return tuple(each for each in questions(facts) if each.key not in given)


def reminder(facts: Facts, answers: Answers | None) -> str | None:
    """What to tell someone who exports before everything is answered; None where nothing is open."""
    left = open_questions(facts, answers)
    if not left:
        return None
    first = left[0]
    return (
        f"{len(left)} of {len(questions(facts))} questions about publishing {facts.incident} have no answer yet, "
        f"for example: {first.question} Answer with: decide {facts.incident} "
        f"{first.key}=... ({', '.join(first.choices)})."
    )


def statement(answers: Answers | None) -> str:
    """What was answered, in one sentence for the export's own record; that nothing was, where nothing was."""
    if answers is None:
        return "Nobody has answered whether and how this incident should be published."
    parts = [
        f"{each.told}: {each.choices[answers.given[each.key]][:1].lower()}{each.choices[answers.given[each.key]][1:]}"
        for each in questions(answers.facts)
        if each.key in answers.given
    ]
    left = len(open_questions(answers.facts, answers))
    rest = f" Not answered: {left}." if left else ""
    return f"Before publication, {answers.answered_at:%Y-%m-%d}: {'; '.join(parts)}.{rest}"


def document(answers: Answers | None) -> dict[str, str]:
    """The answers as they are stored with an export, by key; empty where nothing was answered."""
    return dict(answers.given) if answers else {}
