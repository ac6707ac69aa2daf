"""Numbers in words: a value with its unit, its interval, its counts. A status code is never shown bare."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ripplemark.result import Estimate

KINDS = {
    "rumour": "Rumour",
    "alleged_leak": "Alleged leak",
    "intimate_image": "Intimate image",
    "deepfake": "Deepfake",
    "viral_story": "Viral story",
    "other": "Something else",
}
SENSITIVITIES = {
    "ordinary": "Ordinary",
    "sensitive": "Sensitive: a person could be hurt by being recognised",
    "highly_sensitive": "Highly sensitive: a person was hurt, or is at risk",
}
CHANNELS = {
    "niche": "niche forums",
    "social": "social media",
    "video": "video",
    "messaging": "messaging",
    "search": "web searches",
    "news": "news",
    "encyclopedia": "encyclopedia",
    "fact_check": "fact checks",
}
METRICS = {
    "posts": "posts",
    "mentions": "mentions",
    "views": "views",
    "stories": "stories",
    "engagements": "engagements",
    "search_index": "search interest, file's maximum = 100",
    "coverage_share": "share of coverage, % of what the source watched",
}
CLOCKS = {
    "notice": "the notice",
    "post": "posting",
    "first-request": "the first request",
    "last-request": "the last request",
    "label": "the label",
}
BINS = {
    "PT1M": "minute",
    "PT1H": "hour",
    "P1D": "day",
    "P7D": "week",
    "P1W": "week",
    "P1M": "month",
}


@dataclass(frozen=True, slots=True)
class Said:
    """An estimate as a page says it: the value in words, its interval in words, and why there is no value if there is none."""

    value: str
    interval: str
    note: str


def said(estimate: Estimate, unit: str) -> Said:
    """The estimate in words; ``unit`` is 'h', 'days', 'share' or 'ratio'."""
    low, high = _float(estimate.low), _float(estimate.high)
    value = _float(estimate.value)
    words = _Unit.of(unit, value, low, high)
    if value is not None:
        return Said(words.one(value), _interval(words, low, high), estimate.note)
    if low is not None and high is not None:
        if low == 0 and unit in _HOURS:
            too_fast = _too_fast(high, unit, estimate.resolution)
            why = "too fast to time with these bins" if too_fast else "no more can be said"
            return Said(f"under {words.one(high)}", why, estimate.note)
        return Said(words.pair(low, high), "two bounds, not one number", estimate.note)
    if low is not None and low > 0:
        return Said(f"more than {words.one(low)}", "not reached yet", estimate.note)
    if high is not None:
        return Said(f"at most {words.one(high)}", "", estimate.note)
    return Said("not known", "", estimate.note)


_HOURS = {"h": 1.0, "days": 24.0}
"""Hours in each unit of time."""


def _float(value: float | str | None) -> float | None:
    return float(value) if isinstance(value, int | float) else None


def _too_fast(high: float, unit: str, resolution: float | None) -> bool:
    """True for a time from nought to no more than a bin (``resolution``, hours)."""
    return resolution is None or high * _HOURS[unit] <= resolution * 1.001


def _interval(words: _Unit, low: float | None, high: float | None) -> str:
    if low is None and high is None:
        return "no interval could be made"
    if high is None:
        return f"95 % interval: {words.one(low or 0)} or more"
    if low is None:
        return f"95 % interval: up to {words.one(high)}"
    return f"95 % interval: {words.pair(low, high)}"


@dataclass(frozen=True, slots=True)
class _Unit:
    """How to write numbers of one size: what they are divided by, how many decimals, the unit's name."""

    divisor: float
    decimals: int
    singular: str
    plural: str

    @classmethod
    def of(cls, unit: str, *numbers: float | None) -> _Unit:
        """The unit in which these numbers are short: minutes, hours or days for hours; per cent for shares."""
        first = next((n for n in numbers if n is not None), 0.0)
        if unit == "h":
            return _hours(first or max((n for n in numbers if n is not None), default=0.0))
        if unit == "days":
            return cls(1, 0 if first >= 10 or float(first).is_integer() else 1, "day", "days")
        return cls(0.01, 1 if unit == "ratio" else 0, "%", "%")

    def number(self, value: float) -> str:
        """The number without its unit; no minus before nought, no nought after the point."""
        text = f"{value / self.divisor:.{self.decimals}f}"
        if "." in text:
            text = text.rstrip("0").rstrip(".")
        return "0" if text in ("-0", "") else text.replace("-", "\N{MINUS SIGN}")

    def one(self, value: float) -> str:
        """A number with its unit."""
        number = self.number(value)
        return f"{number} {self.singular if number == '1' else self.plural}"

    def pair(self, low: float, high: float) -> str:
        """Two numbers with one unit, with one more decimal where that keeps them apart, else as one number."""
        finer = replace(self, decimals=self.decimals + 1)
        for words in (self, finer):
            if words.number(low) != words.number(high):
                return f"{words.number(low)} to {words.one(high)}"
        return f"about {self.one(high)}"


def _hours(size: float) -> _Unit:
    if size < 1:
        return _Unit(1 / 60, 0, "minute", "minutes")
    if size < 10:
        return _Unit(1, 1, "hour", "hours")
    if size < 96:
        return _Unit(1, 0, "hour", "hours")
    return _Unit(24, 1 if size < 480 else 0, "day", "days")


def count(number: int, singular: str, plural: str | None = None) -> str:
    """'1 item', '40 items'."""
    return f"{number:,} {singular if number == 1 else plural or singular + 's'}"


def duration(hours: float) -> str:
    """A length of time alone: '31 hours', '12 days'."""
    return _Unit.of("h", hours).one(hours)


def amount(value: float) -> str:
    """A level without its unit: 1,240; 87; 3.2; no more than three digits of what is not whole."""
    if value == 0:
        return "0"
    if abs(value) >= 99.95 or float(value).is_integer():
        return f"{value:,.0f}".replace("-", "\N{MINUS SIGN}")
    return f"{value:.3g}".replace("-", "\N{MINUS SIGN}")


def bins(width: str | None) -> str:
    """What a bin is called: 'day', 'hour', else 'bin'."""
    return BINS.get(width or "", "bin")
