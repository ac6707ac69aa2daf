"""Edit the words of a figure: headline and subtitle, in a language, around numbers that stay the computed ones."""

from __future__ import annotations

from dataclasses import replace
from html import escape

import streamlit as st

from ripplemark import paths
from ripplemark.figure import Figure
from ripplemark.figures.editing import rewordable
from ripplemark.figures.languages import ENGLISH, Language
from ripplemark.ui import clicking, languages, reading
from ripplemark.ui.drafts import Draft, draft
from ripplemark.ui.edited import done
from ripplemark.ui.failing import say
from ripplemark.ui.frame import plain, together
from ripplemark.ui.keeping import AGAIN, DONE, decide_on, keep, refusal, take_back
from ripplemark.ui.reading import Wanted


def words(wanted: Wanted, figure: Figure) -> None:
    """The fields, what is in them as it will be published, and the buttons; where nothing can be edited, why."""
    if st.session_state.pop(AGAIN, False):
        st.rerun()  # the figure stands above this fragment
    if wanted.incident is None or not reading.may_change():
        st.markdown(_why_not())
        return
    language = languages.of(wanted)
    _language(wanted.incident, wanted.name, language)
    public = reading.figure(replace(wanted, audience="public"))
    drafts = [draft(wanted, part, found, language) for part, found in rewordable(public).items()]
    st.markdown(
        "Numbers and dates are locked. Write each once, as its place ({1}, {2} ...) or as it is. They always come from the "
        "data: if the data change, so do they."
    )
    if any(each.computed.template != rewordable(figure)[each.part].template for each in drafts):
        st.markdown(
            "The sentences below are those that everyone reads: names that only your screen has are not in them."
        )
    for each in drafts:
        _field(each)
    _buttons(wanted, drafts)
    _told(wanted.name, drafts)


def _why_not() -> str:
    if paths.vault_is_open():
        return (
            "These words are computed. The simulated example takes no edits; the words of your own incidents' figures can "
            "be edited and translated here."
        )
    return (
        "Other machines can reach this dashboard, so nobody edits words here. Whoever runs it can, with `ripplemark decide` "
        "or by starting it with `--private`."
    )


def _language(incident: str, name: str, now: Language) -> None:
    """Which language is written in; it goes into the address, so that the whole page and a link have it."""
    key = f"language-{name}"
    st.session_state[key] = now.tag
    st.selectbox(
        "Language of the words",
        list(languages.NAMES),
        format_func=languages.NAMES.__getitem__,
        key=key,
        width=240,
        on_change=_choose,
        args=(incident, key),
        help="Numbers and dates are written as the language writes them. The link of the figure brings it back.",
    )


def _choose(incident: str, key: str) -> None:
    languages.choose(incident, st.session_state[key])
    st.session_state[AGAIN] = True


def _field(each: Draft) -> None:
    """One part: its numbers, then the field; what an edit says that no longer stands."""
    computed, tongue = each.computed, each.language
    if each.edit is not None and not each.stands:
        st.markdown(
            f"Your {each.part} is set aside: with these data and settings the computed one says something else than when "
            "you edited it. It was:"
        )
        st.code(each.edit.text, language=None, wrap_lines=True)
    st.session_state[each.field] = each.text
    st.text_area(
        f"{each.part.capitalize()} in {tongue.name}",
        key=each.field,
        height="content",
        on_change=each.remember,
    )
    values = [
        f"{{{k}}} is {computed.told(f'{{{k}}}', tongue)}"
        for k in range(1, len(computed.values) + 1)
    ]
    told = f"Its numbers: {'; '.join(values)}." if values else "It has no number."
    source = "" if each.before == computed.template else f" Computed: {computed.template}"
    st.caption(plain(told + source))


def _buttons(wanted: Wanted, drafts: list[Draft]) -> None:
    """Keep what is written; take back what counts; make the language the incident's own."""
    name, incident = wanted.name, str(wanted.incident)
    tongue = drafts[0].language
    with st.container(horizontal=True, key=f"keeping-{name}"):
        st.button(
            "Keep these words",
            key=f"keep-words-{name}",
            type="primary",
            on_click=clicking.done,
            args=(f"keep-words-{name}", keep, wanted, drafts),
        )
        for each in drafts:
            if each.edit is not None:
                st.button(
                    f"Take the {each.part} back",
                    key=f"take-{each.part}-{name}",
                    on_click=clicking.done,
                    args=(f"keep-words-{name}", take_back, wanted, each),
                )
        if tongue is not languages.own(incident) and any(each.edit for each in drafts):
            st.button(
                f"Show {incident} in {tongue.name} from now on",
                key=f"speak-{name}",
                on_click=clicking.done,
                args=(f"keep-words-{name}", decide_on, wanted, tongue.tag),
                help=f"Wherever nobody has chosen another language. Now it is {languages.own(incident).name}.",
            )
    clicking.refusal(f"keep-words-{name}")


def _told(name: str, drafts: list[Draft]) -> None:
    """What has just been done; what cannot stand and why, else the words as they will be published."""
    last = st.session_state.get(DONE)
    if last and last[0] == name and not st.session_state.get(AGAIN):
        del st.session_state[DONE]
        st.success(plain(last[1]))
    refused = [(each, error) for each in drafts if (error := refusal(each))]
    for each, error in refused:
        say(f"{error.title}: the {each.part}", f"{error} Nothing of it was stored.")
    if not refused:
        _preview(drafts)


def _preview(drafts: list[Draft]) -> None:
    """Headline and subtitle as everyone will read them, with what the source line will say of them."""
    edited = [each.part for each in drafts if each.is_words]
    shown = {each.part: _published(each) for each in drafts}
    st.markdown("**As it will be published**")
    with st.container(border=True, gap="xxsmall"):
        for each, tag in zip(drafts, ("strong", "span"), strict=True):
            tongue = each.language.tag if each.is_words else ENGLISH.tag
            text = escape(together(shown[each.part]))
            st.html(f'<p class="preview" lang="{tongue}"><{tag}>{text}</{tag}></p>')
        if edited:
            note = f"{done(edited, drafts[0].language)} by the publisher."
            st.caption(plain(f"The source line will say: {note}"))


def _published(each: Draft) -> str:
    if not each.is_words:
        return each.computed.told(each.computed.template, ENGLISH)
    return each.computed.told(each.computed.template_of(each.text, each.language), each.language)
