"""The page on which incidents are compared: which ones, on which clock, by which measures; and sets of them that are kept."""

from __future__ import annotations

import time
from collections.abc import Callable, Hashable, Mapping
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st

from ripplemark import figures
from ripplemark.archive import Archive
from ripplemark.archive.groups import SUBJECT, TAGS, free, groups, told_of_all
from ripplemark.figure import Figure
from ripplemark.figures.compared import FIRST
from ripplemark.figures.comparing import answer, channel_of
from ripplemark.figures.episode import Episode
from ripplemark.figures.incident_set import (
    Member,
    chosen_codes,
    common_channel,
    member,
    named,
    read_at_once,
    selected,
)
from ripplemark.figures.thresholds import QUESTIONED, questioned
from ripplemark.figures.together import at_once
from ripplemark.ingest.incidents import decide_value
from ripplemark.ui import address, clicking, reading
from ripplemark.ui.block import figure
from ripplemark.ui.controls import Control, complain, row
from ripplemark.ui.frame import plain
from ripplemark.ui.page_words import BY, SETTINGS
from ripplemark.ui.settings import Settings, thresholds_of
from ripplemark.wording import KINDS, count

_SET = "set"
_FIGURES = ("aligned", "compared", "times-across", "back-across", "persistence-across")
_BELOW = ("measures", "sort", "duration")
_APART = frozenset({*_BELOW, "stayed", *QUESTIONED})
"""Settings that stand below the first figure, beside what they change."""
_PATIENCE = 0.5
"""Seconds after which the page says which incident is being measured."""
_AT_ONCE = 8
"""Incidents that are measured side by side, between two words about it."""
_DONE: set[Hashable] = set()
_KEPT = 256
"""What was measured already, by archive, state and choices; forgotten when it is very much."""


class _OfSet(Control):
    """A set of incidents: choosing it chooses its members, and the address names these and never the set."""

    def _take(self, key: str) -> None:
        word = st.session_state[key]
        codes = _known().get(str(word), ())
        address.put({_SET: None, "incidents": ",".join(codes) or None})


@st.cache_resource(max_entries=8, show_spinner=False)
def _groups(root: Path, fingerprint: str) -> dict[str, tuple[str, ...]]:  # noqa: ARG001 - the key
    return groups(Archive(root).snapshot())


def _known() -> dict[str, tuple[str, ...]]:
    """Every set with its incidents, read once for each state of the archive."""
    here = reading.archive()
    return _groups(here.root, here.fingerprint())


def comparison() -> Comparison | None:
    """The controls of the page; None where there is no incident. Says at once what the address asks for in vain."""
    codes = reading.archive().incidents()
    if not codes:
        return None
    _by_code()
    chosen = (address.text("incidents") or "").split(",")
    controls = [
        _many("incidents", {each: each for each in codes}, None),
        *_sets(tuple(each for each in chosen if each in codes)),
        *(_one(name) for name in ("align", "heights", "axis")),
        _of("days", "number"),
        _one("channel"),
        _many("measures", SETTINGS["measures"].choices, ",".join(FIRST)),
        _one("sort"),
        _one("duration"),
        _one("stayed"),
        *thresholds_of(_FIGURES),
    ]
    known = {BY, *(each.name for kind in figures.FIGURES for each in kind.parameters)}
    complain(controls, known)
    return Comparison(tuple(controls))


class Comparison(Settings):
    """The controls, in two rows: of the curves, and of the measures."""

    def row(self, shown: bool = True) -> None:
        """Those of the curves."""
        if shown or any(address.text(each.name) for each in self.controls):
            row([each for each in self.controls if each.name not in _APART])

    def below(self) -> None:
        """Those of the measures: which ones has a row of its own, as it may hold many."""
        below = [each for each in self.controls if each.name in _BELOW]
        with st.container(key="measure-choice"):
            below[0].draw()
        row([each for each in below[1:] if each.name != "duration"], "measure-controls")

    def time(self) -> None:
        """Whose share of incidents is drawn over time."""
        row(self.apart(("duration",)), "time-controls")


def _by_code() -> None:
    """An address may name sets, as the command line does: the page goes on with the code words of their members."""
    words = [each for each in (address.text("incidents") or "").split(",") if each]
    words += [each for each in (address.text(_SET) or "").split(",") if each]
    sets_, codes = _known(), reading.archive().incidents()
    if not any(each in sets_ and each not in codes for each in words):
        return
    known = [each for each in words if each in codes or each in sets_]
    found = chosen_codes(reading.asked("compared"), known)
    address.put({_SET: None, "incidents": ",".join(found)})


def _one(name: str) -> Control:
    told = SETTINGS[name]
    parameter = next(
        each for kind in figures.FIGURES for each in kind.parameters if each.name == name
    )
    options = {each: told.choices[each] for each in parameter.choices}
    nothing = "of most incidents" if name == "channel" else told.nothing
    return Control(name, told.label, "one", options, parameter.default, nothing, told.help)


def _of(name: str, form: Any) -> Control:
    told = SETTINGS[name]
    return Control(name, told.label, form, {}, None, told.nothing, told.help)


def _many(name: str, options: Mapping[str, str], default: str | None) -> Control:
    told = SETTINGS[name]
    return Control(name, told.label, "many", dict(options), default, told.nothing, told.help)


def _sets(chosen: tuple[str, ...]) -> list[Control]:
    """Which set; nothing to choose where there are none of several incidents."""
    found = {word: codes for word, codes in _known().items() if len(codes) > 1}
    if not found:
        return []
    options = {
        word: f"{KINDS.get(word, word)}: {count(len(codes), 'incident')}"
        for word, codes in found.items()
    }
    now = next((word for word, codes in found.items() if codes == tuple(sorted(chosen))), None)
    help_ = "A kind, or a set that you kept under a code word: its incidents are chosen together."
    return [_OfSet(_SET, "Or a set of them", "one", options, None, "none", help_, settled=now)]


def compared(asked: Comparison) -> None:
    """The measures as a picture and as a table that can be sorted; a first look says which incident is being measured."""
    wanted = asked.wanted("compared", None)
    _measured("compared", dict(wanted.settings), _answers)
    if figure(wanted):
        _table(reading.figure(wanted))
    asked.below()
    _every(asked)


def times(asked: Comparison) -> None:
    """How long it took, as the share of incidents that were through by each time; first which time."""
    st.header("How long did it take?", anchor=False)
    asked.time()
    figure(asked.wanted("times-across", None))


def aligned(asked: Comparison, opened: str) -> bool:
    """The curves on one clock, with the section ``opened``; True where there are any. A first look says which incident is being measured."""
    wanted = asked.wanted("aligned", None)

    def work(one: Member, settings: Mapping[str, str], common: str | None) -> None:
        choice = one.mains.get(settings.get("channel") or common or "")
        if choice is not None:
            Episode.of(one.asked, choice)

    _measured("aligned", dict(wanted.settings), work)
    return figure(wanted, opened=opened)


def _answers(one: Member, settings: Mapping[str, str], common: str | None) -> None:
    for name in settings.get("measures", ",".join(FIRST)).split(","):
        answer(one, name, channel_of(name, settings.get("channel"), common))


def _measured(
    name: str,
    settings: Mapping[str, str],
    work: Callable[[Member, Mapping[str, str], str | None], None],
) -> None:
    """Measure one incident after another, and say which, so that nobody waits before an empty page; once for each choice."""
    of = reading.asked(name)
    key = (name, of.archive.root, of.serving.visible.fingerprint, tuple(sorted(settings.items())))
    if key in _DONE:
        return
    place, begun = st.empty(), time.monotonic()
    wanted = [each for each in settings.get("incidents", "").split(",") if each]
    asked = replace(
        of, texts=questioned(settings), settings={**of.settings, "incidents": tuple(wanted)}
    )
    codes = selected(asked).codes
    read_at_once(asked, codes)
    members = [member(asked, code) for code in codes]
    common = common_channel(members)
    for k in range(0, len(members), _AT_ONCE):
        if time.monotonic() - begun > _PATIENCE:
            place.caption(f"Measuring {plain(members[k].code)}, {k + 1} of {len(members)} ...")
        at_once(lambda one: work(one, settings, common), members[k : k + _AT_ONCE])
    place.empty()
    if len(_DONE) > _KEPT:
        _DONE.clear()
    _DONE.add(key)


def _table(made: Figure) -> None:
    """One line for each incident: the same numbers in words, sorted by a press on a head, which is a link."""
    rows = made.shown.to_pylist()
    heads = list(dict.fromkeys((each["measure"], each["which"]) for each in rows))
    lines: dict[str, list[str]] = {}
    for each in rows:
        lines.setdefault(each["incident"], []).append(f"<td>{_cell(each)}</td>")
    named_ = "".join(_head(measure, which) for measure, which in heads)
    body = "".join(
        f'<tr><th scope="row">{code}</th>{"".join(of)}</tr>' for code, of in lines.items()
    )
    st.html(
        '<div class="compared" role="region" tabindex="0" aria-label="Measures of every incident"><table>'
        "<caption>Every number with its 95 % interval; a head puts the rows in the order of its measure.</caption>"
        f"<thead><tr>{_head('incident', None)}{named_}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _cell(row: Mapping[str, Any]) -> str:
    """A number in words, and below it the one with the default thresholds where that reads otherwise."""
    now, usual = row["said"] or "", row["default_said"]
    before = f"<small>default: {escape(usual)}</small>" if usual and usual != now else ""
    return f"{escape(now)}{before}"


def _head(measure: str, which: str | None) -> str:
    """The head of a column: a link to the same page in the order of its measure."""
    title = "Incident" if measure == "incident" else SETTINGS["measures"].choices[measure]
    more = f"<small>{escape(which)}</small>" if which else ""
    asked = {**st.query_params.to_dict(), "sort": measure}
    now = ' aria-sort="other"' if address.text("sort") == measure else ""
    href = escape(f"/compare?{urlencode(asked)}", quote=True)
    return f'<th scope="col"{now}><a href="{href}" target="_self">{escape(title)}</a>{more}</th>'


def _every(asked: Settings) -> None:
    """All measures at once; it takes longer where nothing was measured before."""
    every = ",".join(SETTINGS["measures"].choices)
    if dict(asked.wanted("compared", None).settings).get("measures") == every:
        return
    st.button(
        "Show every measure", key="every-measure", on_click=address.put, args=({"measures": every},)
    )


# Sets that are kept


def sets() -> None:
    """The sets that were kept, and a way to keep the incidents that are chosen."""
    archive = reading.archive()
    kept = {word: codes for word, codes in _known().items() if word not in KINDS}
    chosen = tuple(each for each in (address.text("incidents") or "").split(",") if each)
    chosen = tuple(each for each in chosen if each in archive.incidents())
    if not kept and not reading.may_change():
        return
    st.header("Sets of incidents", anchor=False)
    st.markdown(
        "A set is kept under a drawn code word, as an incident is: what it stands for is yours to remember. Its incidents "
        "can be chosen together above."
    )
    if reading.may_change():
        _keep(chosen)
    told = told_of_all(archive.snapshot().counting, SUBJECT) if kept else {}
    subjects = {str(each) for each in told.values()}
    for word, codes in kept.items():
        about = "the same subject: " if word in subjects else ""
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(f"**{plain(word)}** {about}{plain(named(codes))}")
            if reading.may_change():
                clicking.button("Take apart", f"apart-{word}", _apart, word, what=word)


def _keep(chosen: tuple[str, ...]) -> None:
    if len(chosen) < 2:
        st.caption("Choose two or more incidents above to keep them as a set.")
        return
    what = named(chosen)
    with st.container(horizontal=True):
        clicking.button("Keep these as a set", "keep-set", _store, TAGS, chosen, what=what)
        clicking.button(
            "These are about the same subject", "keep-subject", _store, SUBJECT, chosen, what=what
        )


def _store(key: str, codes: tuple[str, ...]) -> None:
    """Give these incidents a new word together; a subject takes the place of an earlier one."""
    archive = reading.archive()
    taken = (*archive.incidents(), *groups(archive.snapshot()))
    word = free(taken)[0]
    told = told_of_all(archive.snapshot().counting, key)
    for code in codes:
        before = str(told.get(code) or "") if key == TAGS else ""
        value = ",".join(part for part in (before, word) if part)
        archive.decide(code, key, decide_value(archive, code, key, value))


def _apart(word: str) -> None:
    """Take a word from every incident that has it; the incidents stay."""
    archive = reading.archive()
    for key in (TAGS, SUBJECT):
        for code, value in told_of_all(archive.snapshot().counting, key).items():
            words = str(value or "").split(",")
            if word in words:
                archive.decide(code, key, ",".join(each for each in words if each != word))
