"""What a removal after a delay would avert, in a model. For the command line and the Laboratory page; in no figure."""

from __future__ import annotations

import numpy as np

from ripplemark.estimate.harm import averted, delay_for, exponent
from ripplemark.estimate.outcome import hours_in_words
from ripplemark.measures.base import Measure, Parameter, Request, numbers, positive
from ripplemark.result import Estimate

MODEL = "A model, not an observation: nothing of this was measured on this incident."
CAP = 168.0
"""Hours beyond which the published study does not look."""
_NEEDED = (
    f"{MODEL} Say the branching ratio and the half-life that it should take, for example --set branching=0.75 "
    "--set half-life=0.125; both come from a fit to at least 100 timed posts."
)


def _share(text: str) -> float:
    """A number above 0 and below 1."""
    number = float(text)
    if not 0 < number < 1:
        raise ValueError
    return number


def _harm(request: Request) -> list[Estimate]:
    given = request.settings
    by = {"incident": request.incident} if request.incident else {}
    by |= {"result": "model"}
    if given["branching"] is None or given["half-life"] is None:
        return [Estimate(by, None, None, None, 0, status="NE_FEW", note=_NEEDED)]
    cutoff = given["cutoff"] / 3600
    ratio, gamma = given["branching"], exponent(given["half-life"], cutoff)
    delays = np.array(given["delay"], dtype=np.float64)
    found = [
        Estimate(
            {**by, "quantity": "averted", "delay": float(delay)},
            float(share),
            None,
            None,
            0,
            note=MODEL,
        )
        for delay, share in zip(delays, averted(ratio, gamma, delays, cutoff), strict=True)
    ]
    if given["share"] is not None:
        found.append(_delay({**by, "quantity": "delay"}, given["share"], ratio, gamma, cutoff))
    return found


def _delay(
    by: dict[str, str], share: float, branching: float, gamma: float, cutoff: float
) -> Estimate:
    hours = delay_for(share, branching, gamma, cutoff)
    by = {**by, "share": f"{share:g}"}
    if hours is None:
        note = f"{MODEL} With this branching ratio not even removal at once averts {share:.0%}. Ask for less."
        return Estimate(by, None, None, None, 0, status="NE_FEW", note=note)
    said = f"Up to {hours_in_words(hours)} of delay avert {share:.0%} or more."
    beyond = f" The published study stops at {CAP:g} h." if hours > CAP else ""
    return Estimate(by, hours, None, None, 0, note=f"{MODEL} {said}{beyond}")


HARM_AVERTED = Measure(
    "harm-averted",
    "Harm averted (model)",
    "chi",
    "share; h",
    "In a model in which each post sets off further posts: the share, chi, of everything that a post would set off, directly and "
    "through others, which is averted when the post is removed after a delay D. The posts that it sets off directly are its "
    "offspring; n*, the branching ratio, is how many of them come on average if it stays up, and n_D how many come before the "
    "removal: n_D = n* (1 - (1 + D / c)^-gamma). Then chi = (n* - n_D) / (1 - n_D). Gamma says how soon offspring come: half of "
    "them within c (2^(1 / gamma) - 1), the half-life that is set. c is a short time that keeps the pace finite just after "
    "posting. Nothing is read from the archive: every input is a setting.",
    "Schneider & Rizoiu (2023), PNAS 120(34) e2307360120",
    "",
    (),
    _harm,
    (
        Parameter(
            "branching",
            "n*: direct offspring, posts that one post sets off itself on average if it stays up; above 0 and below 1",
            None,
            _share,
        ),
        Parameter(
            "half-life", "hours within which half of the direct offspring come", None, positive
        ),
        Parameter(
            "delay", "D: hours until removal, separated by commas", (1.0, 24.0, 48.0), numbers
        ),
        Parameter("share", "a share to avert: how late a removal may come for it", None, _share),
        Parameter(
            "cutoff", "c: seconds that keep the pace finite just after posting", 30.0, positive
        ),
    ),
    (
        MODEL,
        "The branching ratio decides nearly everything and is hard to know: a daily rhythm, bots and news from outside raise it.",
        "It takes a removal to end all that a post would still have set off, and nobody to post it again.",
        "The posts that a post sets off are not harm; harm to a person does not add up in posts.",
        "It must not be quoted as what a platform did or failed to do.",
    ),
    in_hours=("delay",),
)
