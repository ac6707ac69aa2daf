"""What may be written of an incident's timeline, and what may not, each with its reason."""

from __future__ import annotations

from datetime import timedelta

from ripplemark.figure import Claims, Unborne
from ripplemark.figures.check_share import check_share, event_name
from ripplemark.figures.findings import looked, recorded, the_one, timed
from ripplemark.figures.knowing import Course, Known
from ripplemark.figures.moments import bin_words, peak_bin
from ripplemark.figures.standing import Standing
from ripplemark.figures.telling import ON, instant, percent, sentence, told_day
from ripplemark.measures.fate_words import FateWords
from ripplemark.wording import CLOCKS, said


def claims(of: Known) -> Claims:
    """At most three sentences that the data bear, one for each question where it can be answered, and those they do not."""
    told = (_check(of) or _attention(of), _items(of), _searches(of), _attention(of))
    borne = tuple(dict.fromkeys(each for each in told if each is not None))
    return Claims(borne[:3], tuple(_unborne(of)))


def _check(of: Known) -> str | None:
    found = check_share(of)
    if found is None or of.course is None:
        return None
    event, low, high = found
    course = of.course
    began = instant(course.onset.estimates[0])
    since = f"from the onset on {told_day(of, began)} " if began else ""
    unit = course.choice.metric.split(",")[0]
    return (
        f"Of all {unit} counted {ON[course.channel]} {since}to {_until(of, course)}, {percent(low, high)} came before "
        f"the {event_name(of, event)} on {told_day(of, event.low)}."
    )


def _attention(of: Known) -> str | None:
    if of.course is None:
        return None
    course, fell = of.course, of.course.half.estimates[0]
    top = peak_bin(course)
    if top is None:
        return None
    words = said(fell, "h")
    peak = (
        f"Attention {ON[course.channel]} ({course.choice.unit}) peaked {bin_words(course, top)[0]}"
    )
    if words.value == "not known":
        return f"{peak}; observed to {_until(of, course)}."
    interval = f" ({words.interval})" if words.interval else ""
    return f"{peak} and fell to half of that in {words.value}{interval}; observed to {_until(of, course)}."


def _items(of: Known) -> str | None:
    if of.median is None or of.standing is None:
        return None
    stood, median = of.standing, of.median.estimates[0]
    whole = sentence(the_one(of)) if stood.items == 1 else f"Of {recorded(of)},"
    counted = f"{whole} {_became(stood, of.fate)} {looked(stood)}"
    if median.status not in ("ok", "bounds"):
        return f"{counted}."
    words = said(median, "h")
    start = CLOCKS.get(str(median.by.get("clock")), "the start")
    interval = f" ({words.interval})" if words.interval else ""
    removal = of.removal or of.fate.only_labels
    verb = of.fate.had_been if removal else f"were {of.fate.gone}"
    same = median.n - of.again == stood.items
    if of.again:
        what = "they" if same else timed(of)
        whole = f"{what} were up {median.n:,} times in all, and of these times half had ended"
    else:
        whole = f"half of them {verb}" if same else f"of {timed(of)}, half {verb}"
    when = words.value if not words.value.startswith("under") else f"in {words.value}"
    gap = "after" if not words.value.startswith("under") else "from"
    return f"{counted}; {whole} {when} {gap} {start}{interval}."


def _became(stood: Standing, fate: FateWords) -> str:
    """'10 had been removed, 3 were gone otherwise and 2 were still up': every item is in it once."""
    if stood.items == 1:
        one = {
            "up": f"was {fate.still_up}",
            "removed": fate.had_been,
            "otherwise": f"was {fate.otherwise}" if not fate.only_labels else fate.otherwise,
            "unsure": f"was {fate.gone} or not, which is not known,",
        }
        return next(words for state, words in one.items() if stood.last[state])
    if stood.last["up"] == stood.items:
        return f"none {fate.had_been} and all were {fate.still_up}"
    removed, up = stood.last["removed"], stood.last["up"]
    told = [
        f"all {fate.had_been}"
        if removed == stood.items
        else f"{removed or 'none':{',' if removed else ''}} {fate.had_been}"
    ]
    if other := stood.last["otherwise"]:
        verb = "" if fate.only_labels else "was " if other == 1 else "were "
        told.append(f"{other:,} {verb}{fate.otherwise}")
    if unsure := stood.last["unsure"]:
        told.append(f"of {unsure:,} it is not known")
    told.append(f"{up or 'none':{',' if up else ''}} {'was' if up < 2 else 'were'} {fate.still_up}")
    return f"{', '.join(told[:-1])} and {told[-1]}"


def _searches(of: Known) -> str | None:
    if of.search is None or of.search.back is None:
        return None
    course, estimate = of.search, of.search.back.estimates[0]
    words = said(estimate, "days")
    top = peak_bin(course)
    if top is None or words.value == "not known":
        return None
    peak = f"Searches ({course.choice.unit}) peaked {bin_words(course, top)[0]}"
    if estimate.value is None:
        return f"{peak} and had not settled in their usual range by {_until(of, course)}."
    interval = f" ({words.interval})" if words.interval else ""
    return f"{peak} and were back in their usual range {words.value} later{interval}; observed to {_until(of, course)}."


def _until(of: Known, course: Course) -> str:
    return told_day(of, course.last - timedelta(seconds=1))


def _unborne(of: Known) -> list[Unborne]:
    found, labels = [], of.fate.only_labels
    if of.standing is not None and of.standing.last["up"]:
        found.append(
            Unborne(
                "The platform ignored the requests.",
                f"An item that is {of.fate.still_up} may have been looked at and left {of.fate.up}. The log shows what was "
                "asked and what was seen, not what anyone read or decided.",
                "The platform's answer to each request, with its date, in the log's column for answers.",
            )
        )
    if of.events and (of.course is not None or of.search is not None):
        name = event_name(of, of.events[0])
        name = name[:1].upper() + name[1:]
        found.append(
            Unborne(
                f"{name} made attention fall.",
                "Order in time is not cause: attention falls after nearly every peak, whatever happens.",
                "Incidents that are alike but for this, or places that it did not reach, compared in the same way.",
            )
        )
    if of.standing is not None and of.course is not None:
        found.append(
            Unborne(
                f"{'Labelling' if labels else 'Removing'} items ended the attention.",
                "Both fall at about the same time in most incidents; the lanes show when, not why.",
                f"Views or shares of each item before and after its {'label' if labels else 'removal'}, beside items that "
                f"stayed {of.fate.up}.",
            )
        )
    if of.course is not None:
        found.append(
            Unborne(
                f"It began {ON[of.course.channel]}.",
                "The onset is the first rise in this source. What was not collected cannot be seen.",
                "The first trace in each channel, and a collection that reaches back before it.",
            )
        )
    if of.search is not None:
        found.append(
            Unborne(
                "People have forgotten it.",
                "Searches in their usual range say that few look for these words, not what anyone remembers.",
                "A survey, or what result pages still show.",
            )
        )
    return found
