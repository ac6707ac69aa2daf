"""What is planted: the processes of one invented incident, with the numbers that a measure should find again.

Hours count from the incident's beginning unless said otherwise. Every platform, engine and term is invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Width = Literal["PT1H", "P1D", "P7D"]


@dataclass(frozen=True, slots=True)
class Episode:
    """One burst of attention.

    Attributes:
        at: hours from the incident's beginning to the episode's.
        rise: hours from there to its peak; a straight line, or a mirrored fall where ``symmetric`` (endogenous growth).
        fall: hours; the time constant of an exponential, or c in (1 + t/c)^-exponent.
        height: its peak's excess, as a multiple of the channel's ``peak``.

    Source: SCIENCE.md, A.4 to A.6 (exogenous and endogenous relaxation).
    """

    at: float = 0.0
    rise: float = 4.0
    fall: float = 30.0
    law: Literal["exponential", "power"] = "exponential"
    exponent: float = 1.3
    symmetric: bool = False
    height: float = 1.0


@dataclass(frozen=True, slots=True)
class Channel:
    """One series of attention.

    Attributes:
        base, peak: the usual level and the excess at a peak of height 1, per hour; of an index, the searches sampled.
        delay: hours by which the channel follows the incident's first one.
        stretch: factor on the episodes' rise and fall.
        scatter: a in variance = mean + a mean^2 of an hour (negative binomial); 0 is Poisson.
        missing: share of bins for which the collector has nothing.
        days: days before and after its beginning that the file covers; None is the whole two years.
        form: the kind of file that it is written as.
    """

    channel: str
    platform: str
    metric: str
    base: float
    peak: float
    bins: Width = "P1D"
    delay: float = 0.0
    stretch: float = 1.0
    scatter: float = 0.02
    missing: float = 0.0
    days: tuple[int, int] | None = None
    form: Literal["canonical", "trends"] = "canonical"


@dataclass(frozen=True, slots=True)
class Place:
    """How one platform acts on items: log-normal lags for those that it acts on, and a share that it never removes.

    ``median`` is in hours, ``sigma`` of the logarithm; ``never`` in 0 to 1; ``machine`` is the share of further items that
    it finds by itself, before anybody tells it.
    """

    platform: str
    items: int
    median: float
    sigma: float = 1.0
    never: float = 0.1
    machine: float = 0.0


@dataclass(frozen=True, slots=True)
class Items:
    """A log of items.

    Attributes:
        clock: 'notice', or 'post' for items that were found some time after they went up (delayed entry).
        precision: how finely times are noted.
        told: median hours from posting to the notice, or to the first look.
        until: days from the beginning to the last look at every item.
        poll: hours between two looks; 0 where ends are noted as they happened.
        others: chance per 1000 hours that an uploader, or the closing of an account, ends an item.
        copies, back: share of items that are copies of removed ones; share of removed items that come back.
        wrong: items whose end was noted before their notice: errors to be counted and left out.
        form: the kind of file that it is written as.
    """

    places: tuple[Place, ...]
    clock: Literal["notice", "post"] = "notice"
    precision: Literal["second", "minute", "day"] = "second"
    told: float = 12.0
    until: int = 120
    poll: float = 0.0
    others: float = 0.0
    copies: float = 0.0
    back: float = 0.0
    wrong: int = 0
    form: Literal["canonical", "log"] = "canonical"
    notifier: str = "user"


@dataclass(frozen=True, slots=True)
class Rounds:
    """Requests that are repeated every ``wait`` hours until the platform acts, ``most`` times at most.

    ``place.never`` is the share of items on which no request ever works; the others are removed after each request with
    the chance ``works``, by a log-normal lag cut off at ``wait``.
    """

    place: Place
    works: float = 0.6
    wait: float = 96.0
    most: int = 4
    back: float = 0.0
    until: int = 120
    notifier: str = "lawyer"
    form: Literal["canonical", "log"] = "canonical"


@dataclass(frozen=True, slots=True)
class Delisting:
    """One request to an engine, half a week after a look, about the highest result that still tells the story.

    ``days`` is the time to its answer; of an open request nobody knows one.
    """

    engine: str
    week: int
    outcome: Literal["delisted", "refused", "up"]
    days: float | None = None


@dataclass(frozen=True, slots=True)
class Pages:
    """Result pages captured every week: when, and how high, corrections enter the first ten; None is never.

    Attributes:
        weeks, corrections: how many of them.
        fade: what a story loses of its standing in a week.
        again: minutes after which each page is saved a second time; 0 is never.
        phone: engines whose page is saved on a phone as well.
        doubt: share of links on which the first of two coders takes another word than the planted one, and again as many
            on which the second does; a deciding word stands beside those. 0 is no coder: the planted word decides.
        delistings: requests to the engines, in the order in which they were sent.
    """

    weeks: int = 40
    correction_week: int | None = 4
    corrections: int = 4
    fade: float = 0.03
    again: float = 0.0
    phone: tuple[str, ...] = ()
    doubt: float = 0.0
    delistings: tuple[Delisting, ...] = ()


@dataclass(frozen=True, slots=True)
class Event:
    """One dated event; ``daily`` where only its day is known."""

    kind: str
    after: float
    daily: bool = False
    credibility: str = "confirmed"
    lasts: float | None = None


@dataclass(frozen=True, slots=True)
class Incident:
    """One invented incident; ``begins`` is a wall time in its zone, ``about`` says what it is there to show.

    ``later`` is how many days it was watched beyond the simulated two years.
    """

    key: str
    about: str
    kind: str
    verdict: str
    sensitivity: str
    zone: str
    begins: str
    episodes: tuple[Episode, ...] = ()
    channels: tuple[Channel, ...] = ()
    items: Items | None = None
    rounds: Rounds | None = None
    pages: Pages | None = None
    events: tuple[Event, ...] = ()
    later: int = 0
