"""Before an incident's first export: whether and how it should be published at all. The answers are stored."""

from __future__ import annotations

import streamlit as st

from ripplemark import publication
from ripplemark.archive import Archive
from ripplemark.figure import Figure
from ripplemark.paths import is_bundled
from ripplemark.publication import Facts
from ripplemark.ui import clicking, reading
from ripplemark.wording import count

_FIRST = (
    "**Before anything about this incident is published.** The answers are kept with the archive and go into each file; "
    "you can change them later."
)
_OTHERS = "Whoever runs this dashboard has not yet answered whether and how this incident should be published."


def asked_before(incident: str | None, where: str) -> bool:
    """True where every question has its answer, and for what is simulated; else the form is shown.

    Answers that were given can be changed; ``where`` keeps the forms of several figures on a page apart.
    """
    archive = reading.archive()
    if incident is None or is_bundled(archive.root):
        return True
    facts = publication.facts_of(archive, incident)
    missing = publication.open_questions(facts, publication.answers_of(archive, incident))
    if not reading.may_change():
        if missing:
            st.markdown(_OTHERS)
        return not missing
    if missing:
        st.markdown(_FIRST)
        _form(archive, facts, where)
        return False
    with st.expander("What was answered about publishing it"):
        _form(archive, facts, where)
    return True


def all_asked_before(figure: Figure, where: str) -> bool:
    """True where every incident that the figure shows has its answers; else the form of the first that has not."""
    codes = incidents_of(figure)
    if figure.incident is not None:
        return asked_before(figure.incident, where)
    left = [code for code in codes if _open(code)]
    if left and not is_bundled(reading.archive().root):
        st.markdown(
            f"This shows {count(len(codes), 'incident')}; {count(len(left), 'of them has', 'of them have')} not been "
            f"answered for yet: {', '.join(left)}. **{left[0]}** comes first."
        )
        return asked_before(left[0], f"{where}-{left[0]}")
    return True


def incidents_of(figure: Figure) -> tuple[str, ...]:
    """The incidents that a figure shows: its own, or each of the rows that are drawn."""
    if figure.incident is not None:
        return (figure.incident,)
    if "incident" not in figure.shown.column_names:
        return ()
    return tuple(dict.fromkeys(str(code) for code in figure.shown["incident"].to_pylist() if code))


def _open(code: str) -> bool:
    archive = reading.archive()
    facts = publication.facts_of(archive, code)
    return bool(publication.open_questions(facts, publication.answers_of(archive, code)))


def _form(archive: Archive, facts: Facts, where: str) -> None:
    answers = publication.answers_of(archive, facts.incident)
    given = answers.given if answers else {}
    asked = publication.questions(facts)
    with st.form(f"publishing-{where}", border=False):
        for each in asked:
            _ask(each, given.get(each.key), where)
        keys = tuple(each.key for each in asked)
        clicking.submit("Keep these answers", f"keep-{where}", _keep, facts.incident, keys, where)


def _keep(incident: str, keys: tuple[str, ...], where: str) -> None:
    picked = {key: st.session_state.get(f"{where}-{key}") for key in keys}
    told = {key: value for key, value in picked.items() if value is not None}
    publication.record(reading.archive(), incident, told)


def _ask(question: publication.Question, given: str | None, where: str) -> None:
    choices = list(question.choices)
    st.radio(
        question.question,
        choices,
        index=choices.index(given) if given in choices else None,
        format_func=question.choices.__getitem__,
        key=f"{where}-{question.key}",
        horizontal=True,
    )
