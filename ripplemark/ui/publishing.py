"""Before an incident's first export: whether and how it should be published at all. The answers are stored."""

from __future__ import annotations

import streamlit as st

from ripplemark import publication
from ripplemark.archive import Archive
from ripplemark.paths import is_bundled
from ripplemark.publication import Facts
from ripplemark.ui import reading
from ripplemark.ui.failing import refusals_shown

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


def _form(archive: Archive, facts: Facts, where: str) -> None:
    answers = publication.answers_of(archive, facts.incident)
    given = answers.given if answers else {}
    with st.form(f"publishing-{where}", border=False):
        picked = {
            each.key: _ask(each, given.get(each.key), where)
            for each in publication.questions(facts)
        }
        if st.form_submit_button("Keep these answers", type="primary"):
            told = {key: value for key, value in picked.items() if value is not None}
            with refusals_shown():
                publication.record(archive, facts.incident, told)
                st.rerun()


def _ask(question: publication.Question, given: str | None, where: str) -> str | None:
    choices = list(question.choices)
    picked: str | None = st.radio(
        question.question,
        choices,
        index=choices.index(given) if given in choices else None,
        format_func=question.choices.__getitem__,
        key=f"{where}-{question.key}",
        horizontal=True,
    )
    return picked
