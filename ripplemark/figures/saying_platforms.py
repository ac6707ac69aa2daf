"""The words of one figure of every platform: how many, how late or by whom, up to which day."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.figure import Claims
from ripplemark.figures.composing import Words
from ripplemark.figures.defects import Defect
from ripplemark.figures.platform_words import (
    DATABASE,
    RANKED,
    THICK,
    UNBORNE,
    Told,
    always_at_once,
    before_and_after,
    caveats,
    days_in_words,
    large,
    per_cent,
    told_number,
)
from ripplemark.figures.reported_days import DAY, Shown
from ripplemark.wording import count


def all_words(
    told: Told, figure: Shown, unseen: int, defects: Sequence[Defect], changed: Sequence[str]
) -> Words:
    """Headline, subtitle, claims, caveats and alt.

    ``unseen`` is how many platforms are not drawn as they have 0 on every day; ``changed`` says what was done to the
    source's own figures.
    """
    headline = _headline(told, figure)
    panels = ", ".join(f"{name} {told_number(figure, each)}" for name, each in told.of.items())
    scale = "" if figure.form == "share" else "; each panel has its own scale"
    if unseen:
        scale += f"; not drawn: {count(unseen, 'platform')} that never gave the keyword"
    return Words(
        headline,
        f"{figure.title[0]}, as platforms reported them to {DATABASE}; {THICK}{scale}",
        f"{headline}. A panel for each platform, by name, {told.period}; {figure.title[0].lower()}: {panels}.",
        Claims((f"{headline}.", *_more(told, figure)), (*UNBORNE[figure.name], RANKED)),
        caveats(defects, changed),
        told.counted,
    )


def _headline(told: Told, figure: Shown) -> str:
    if figure.form == "mean":
        return _lags(told)
    if figure.form == "share":
        return _shares(told, figure)
    total = large(sum(told.numbers.values()))
    if figure.part == "decisions":
        return f"{told.platforms} reported {total} decisions {told.period}"
    some = sum(value > 0 for value in told.numbers.values())
    who = f"{some or 'None'} of {told.platforms} marked any decision"
    if len(told.reported) == 1:
        who = (
            f"{told.platforms} marked decisions" if some else f"{told.platforms} marked no decision"
        )
    return f"{who} as {_marked(figure)}: {total} of {told.all} decisions, up to {told.until}"


def _marked(figure: Shown) -> str:
    return "non-consensual " + {"images": "image sharing", "deepfakes": "deepfakes"}[figure.part]


def _lags(told: Told) -> str:
    means = sorted(told.numbers.values())
    low, high = f"{means[0]:.0f}", days_in_words(means[-1])
    span = high if high.startswith(f"{low} ") else f"{low} to {high}"
    among = f"Among {told.all} decisions up to {told.until}, {told.platforms} reported"
    if len(means) == 1:
        return f"{among} a mean lag of {high}"
    return f"{among} mean lags of {span}: they date content in different ways"


def _shares(told: Told, figure: Shown) -> str:
    known = told.numbers
    part = sum(share * told.decisions[name] for name, share in known.items())
    whole = sum(told.decisions[name] for name in known)
    return (
        f"Of {large(whole)} decisions that {told.platforms} reported up to {told.until}, {large(part)} "
        f"({per_cent(part / whole)}) were {_what(figure)}, they say"
    )


def _what(figure: Shown) -> str:
    return {
        "detected": "about content that machines found",
        "decided": "taken by machines alone",
        "accounts": "about accounts",
    }[figure.part]


def _more(told: Told, figure: Shown) -> tuple[str, ...]:
    """Further sentences that the data bear."""
    if figure.form == "mean":
        return _left_out(told)
    if figure.form == "share":
        ends = sorted(told.numbers.values())
        said = f"By platform, the share of decisions that were {_what(figure)} is"
        span = f"from {per_cent(ends[0])} to {per_cent(ends[-1])}"
        return (f"{said} {span}, {told.period}, as each platform says.",)
    total = sum(told.numbers.values())
    return (
        *_most(told, figure, total),
        *_on_average(told, figure, total),
        *_at_the_break(told, figure),
    )


def _most(told: Told, figure: Shown, total: float) -> tuple[str, ...]:
    """Whose share of the count is the largest; nothing where there is none, or but one platform."""
    if not total or len(told.of) < 2:
        return ()
    most = max(told.numbers, key=lambda name: told.numbers[name])
    top = told.numbers[most]
    of = f"{large(top)} of the {large(total)} {figure.about} of {told.platforms}"
    return (f"{most} reported {of} ({per_cent(top / total)}), {told.period}.",)


def _on_average(told: Told, figure: Shown, total: float) -> tuple[str, ...]:
    """Decisions a day, of all decisions; a keyword's are too uneven for a mean."""
    if figure.part != "decisions":
        return ()
    days = round((told.high - told.low) / DAY)
    mean = f"{told.platforms} reported {large(total / days)} decisions a day on average"
    return (f"{mean}, {told.period}: {large(total)} in {count(days, 'day')}.",)


def _left_out(told: Told) -> tuple[str, ...]:
    """How many decisions are not in the means, and which platform gives no lag at all."""
    negative = sum(each.total("negative") or 0.0 for each in told.reported)
    said = f"{large(negative)} of {told.all} decisions were dated before their content"
    found = [f"{said} and are left out of the means, {told.period}."]
    found += _of_accounts(told)
    for each in told.reported:
        if always_at_once(each):
            found.append(
                f"{each.platform} dated all {large(told.decisions[each.platform])} decisions that it reported {told.period} "
                "on the day of their content."
            )
    return tuple(found)


def _of_accounts(told: Told) -> list[str]:
    """How many decisions are about accounts, whose age is in the means; nothing where no platform says it."""
    known = {each.platform: each.total("accounts") for each in told.reported}
    some = {name: number for name, number in known.items() if number and told.decisions[name]}
    if not some:
        return []
    most = max(some, key=lambda name: some[name] / told.decisions[name])
    part, share = sum(some.values()), some[most] / told.decisions[most]
    said = f"{large(part)} of {told.all} decisions suspend or end an account, {told.period}; at {most} it is"
    why = "and an account may be dated by the day on which it was registered"
    return [f"{said} {per_cent(share)} of all that it reported, {why}."]


def _at_the_break(told: Told, figure: Shown) -> tuple[str, ...]:
    """What each platform that used the keyword reported before and after the schema changed."""
    if figure.part == "decisions":
        return ()
    found = []
    for each in told.reported:
        two = before_and_after(each, figure.part)
        if two is not None and any(two):
            found.append(f"{each.platform} {large(two[0])} and {large(two[1])}")
    if not found:
        return ()
    said = f"Before and since 1 July 2025, when the database changed its schema, up to {told.until}, platforms reported"
    return (f"{said} {figure.about}: {'; '.join(found)}.",)
