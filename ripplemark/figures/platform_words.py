"""What the figures of platforms share in words: large counts, shares, lags, days, and what no such figure allows to write."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from ripplemark.figure import Unborne
from ripplemark.figures.defects import Defect
from ripplemark.figures.reported_days import DAY, Shown
from ripplemark.measures.reported import Reported
from ripplemark.result import Estimate
from ripplemark.wording import count

DATABASE = "the EU's DSA Transparency Database"
THICK = "thin: each day, thick: seven-day mean"
BREAK = datetime(2025, 7, 1, tzinfo=UTC).timestamp()
"""The first moment of the database's second schema, in seconds since 1970."""
_SCALES = ((1e9, "billion"), (1e6, "million"))


def large(value: float) -> str:
    """A count in words: '784,049', '2.17 billion'; no more than three digits from a million on."""
    for divisor, word in _SCALES:
        if value >= 0.9995 * divisor:
            return f"{value / divisor:.3g} {word}"
    return f"{value:,.0f}"


def days_in_words(value: float) -> str:
    """A mean lag: '0 days', '6.8 days', '152 days'; '0.02 days' where fewer digits would say none."""
    text = f"{value:.0f}" if value == 0 or value >= 9.95 else f"{value:.2g}"
    return f"{text} {'day' if text == '1' else 'days'}"


def per_cent(share: float) -> str:
    """A share of many: '94 %'; '99.9 %' and '0.6 %' where whole numbers would say all or none; 'less than 0.01 %'."""
    value = 100 * share
    if share in (0.0, 1.0) or 1 <= value <= 99:
        return f"{value:.0f} %"
    if value < 0.01:
        return "less than 0.01 %"
    return f"{value:.1g} %" if value < 1 else f"{min(value, 99.9):.1f} %"


def day_of(seconds: float) -> str:
    """A day in UTC as people write it: '1 July 2025'."""
    at = datetime.fromtimestamp(seconds, UTC)
    return f"{at.day} {at:%B %Y}"


def told_number(figure: Shown, each: Estimate | None) -> str:
    """A platform's number in words: '2.17 billion', 'mean 19 days', '94 %'."""
    value = number(each)
    if value is None:
        return "not said"
    if figure.form == "mean":
        return f"mean {days_in_words(value)}"
    return per_cent(value) if figure.form == "share" else large(value)


def number(each: Estimate | None) -> float | None:
    """An estimate's value; None where it has none."""
    return float(each.value) if each and isinstance(each.value, int | float) else None


@dataclass(frozen=True, slots=True)
class Told:
    """What is shown, and what the measure answered for each platform, by name; ``low`` and ``high`` are the ends (seconds)."""

    reported: tuple[Reported, ...]
    of: dict[str, Estimate]
    low: float
    high: float

    @property
    def numbers(self) -> dict[str, float]:
        """The platforms that have a number, by name."""
        found = {name: number(each) for name, each in self.of.items()}
        return {name: value for name, value in found.items() if value is not None}

    @property
    def decisions(self) -> dict[str, float]:
        """All decisions of each platform, by name; those that are in its mean lag where it says no other number."""
        return {
            each.platform: each.total("decisions") or each.total("timed") or 0.0
            for each in self.reported
        }

    @property
    def all(self) -> str:
        """Every decision of every platform shown."""
        return large(sum(self.decisions.values()))

    @property
    def platforms(self) -> str:
        """'12 platforms', or the name of the only one."""
        if len(self.reported) == 1:
            return self.reported[0].platform
        return count(len(self.reported), "platform")

    @property
    def since(self) -> str:
        """The first day."""
        return day_of(self.low)

    @property
    def until(self) -> str:
        """The last day."""
        return day_of(self.high - DAY)

    @property
    def period(self) -> str:
        """From the first day to the last, or on the only one."""
        if self.since == self.until:
            return f"on {self.until}"
        return f"from {self.since} to {self.until}"

    @property
    def counted(self) -> tuple[str, str]:
        """Parts of the source line: how many decisions and days, and how many days are blank."""
        days = sum(each.start.size for each in self.reported)
        ends = ((each.start[-1] - each.start[0]) / DAY + 1 for each in self.reported)
        whole = sum(round(float(each)) for each in ends)
        return (
            f"{self.all} decisions of {self.platforms}, {self.since} to {self.until}",
            f"{days:,} bins of 1 day, {per_cent((whole - days) / whole)} more without a statement",
        )


def before_and_after(of: Reported, part: str) -> tuple[float, float] | None:
    """How many a platform reported before and after the schema changed; None where its days lie on one side."""
    before, after = of.between(None, BREAK), of.between(BREAK, None)
    if before is None or after is None:
        return None
    return before.total(part) or 0.0, after.total(part) or 0.0


def always_at_once(of: Reported) -> bool:
    """True where a platform dated every decision on the day of its content: none later, none earlier."""
    timed = of["longest"][of["timed"] > 0]
    return bool(timed.size and (timed == 0).all() and not of.total("negative"))


def caveats(defects: Sequence[Defect], changed: Sequence[str]) -> tuple[str, ...]:
    """What a reader must keep in mind: which day is meant, what blank is, what was changed, and every defect that applies."""
    dated = (
        "A day is that of the database's daily file: the day on which a statement reached it, in UTC.",
        "A day on which a platform sent nothing is left blank; it is not counted as 0.",
    )
    return (*dated, *changed, *(each.said for each in defects))


RANKED = Unborne(
    "One platform moderates more, or faster, than another.",
    "Platforms differ in size, in how they date content and in what they count as one decision.",
    "The same clock, the same kind of item and the same denominator on both.",
)
_LABELS = Unborne(
    "Intimate images became more, or fewer, in July 2025.",
    "The database's schema changed on 1 July 2025, and with it which keywords platforms give.",
    "A count of items under one definition on both sides of that day.",
)
_NONE = Unborne(
    "A platform without the keyword had no intimate images.",
    "Keywords are optional: 0 means that no statement carried it.",
    "Statements read one by one, or the platform's own count.",
)
_MACHINES = Unborne(
    "Machines found, or decided, that share of the content.",
    "The field is the platform's own word, it is of decisions and not of content, and it is known to have been sent wrongly.",
    "An audit of the platform's systems.",
)
_USERS = Unborne(
    "That share of the platform's users lost their account.",
    "It is a share of decisions: some accounts were suspended for a time, and one may have been decided on several times.",
    "Accounts counted once each, and how many users the platform has.",
)
_SLOW = Unborne(
    "Content stays up for that many days.",
    "Mean days from content date to decision among actioned items know nothing of what was never acted on; they mix "
    "removals with labels, demotions and decisions about accounts; and both dates are the platform's own.",
    "Items with the moment of the notice, those that were never acted on among them: a log of requests.",
)
_MUCH = Unborne(
    "That much content was removed.",
    "A statement of reasons may be about a label, a demotion, a payment or a whole account, and one item may have several.",
    "Statements by the kind of decision: the database's full files.",
)
UNBORNE: dict[str, tuple[Unborne, ...]] = {
    "decisions": (_MUCH,),
    "intimate": (_LABELS, _NONE),
    "deepfakes": (_LABELS, _NONE),
    "lag": (_SLOW,),
    "detection": (_MACHINES,),
    "decision": (_MACHINES,),
    "accounts": (_USERS,),
}
"""What each figure does not bear, by its name."""
