"""What a dataset of a collection covers, written down once when it is added; immutable as its rows are.

Whether rows of two datasets would be counted twice is decided by what the table counts, never by time alone:

=========  ==============================================  ================================================
``by``     a key is                                        covered is
=========  ==============================================  ================================================
series     a series of attention, with its bin width       its bins that hold a value
periods    a platform's figure with all that splits it     its periods
day        a platform in a file that has a day of its own  the file's own days (not the times in its rows)
rows       nothing: rows say when things happened, not     nothing; ``shared`` counts the rows that the other
           which days were looked at                       members hold as well
=========  ==============================================  ================================================
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from ripplemark import schema
from ripplemark.archive.notation import Json, moment, read_moment
from ripplemark.archive.spans import Span, merged

By = Literal["series", "periods", "day", "rows"]
Key = tuple[str, ...]

SERIES = ("incident", "series", "channel", "platform", "metric", "region", "language", "bin_width")
"""The columns of a series' key."""
PERIODS = ("platform", "metric", "category", "keywords", "ground", "detection")
"""The columns of the key of a platform's figure."""
_METRIC = SERIES.index("metric")


@dataclass(frozen=True, slots=True)
class Strand:
    """Keys that cover the same spans; an unknown part of a key is an empty text."""

    keys: tuple[Key, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """What one dataset covers. ``codes`` are the incidents of its rows; ``shared`` rows held by an older member, by its id."""

    by: By
    codes: tuple[str, ...] = ()
    strands: tuple[Strand, ...] = ()
    shared: Mapping[str, int] = field(default_factory=dict)


def strands(covered: Mapping[Key, Iterable[Span]]) -> tuple[Strand, ...]:
    """Each key's spans merged, and keys of equal spans brought together; keys that cover nothing are left out."""
    alike: dict[tuple[Span, ...], list[Key]] = {}
    for key in sorted(covered):
        if spans := merged(covered[key]):
            alike.setdefault(spans, []).append(key)
    return tuple(Strand(tuple(keys), spans) for spans, keys in sorted(alike.items()))


def counts(by: By, key: Key) -> bool:
    """False of shares and indices: they count nothing, and files of them may overlap so that they can be stitched."""
    return by != "series" or key[_METRIC] not in schema.RELATIVE_METRICS


def spoken(by: By, key: Key) -> str:
    """A key as a person is told it: the series with its place, or the platform."""
    if by != "series":
        return key[0]
    of = dict(zip(SERIES, key, strict=True))
    parts = (of["series"], of["platform"], of["channel"], of["region"], of["language"])
    return ", ".join(dict.fromkeys(each for each in parts if each)) or of["metric"]


def as_json(coverage: Coverage) -> dict[str, Json]:
    """The coverage as it stands in the descriptor."""
    told: list[Json] = [
        {
            "keys": [list(key) for key in strand.keys],
            "spans": [[moment(start), moment(end)] for start, end in strand.spans],
        }
        for strand in coverage.strands
    ]
    return {
        "by": coverage.by,
        "codes": list(coverage.codes),
        "strands": told,
        "shared": dict(coverage.shared),
    }


def from_json(told: Mapping[str, Any]) -> Coverage:
    """The coverage that ``as_json`` wrote; KeyError, TypeError or ValueError for anything else."""
    by: By = told["by"]
    if by not in get_args(By):
        raise ValueError("unknown coverage")
    return Coverage(
        by,
        tuple(str(each) for each in told["codes"]),
        tuple(_strand(each) for each in told["strands"]),
        {str(key): int(n) for key, n in told["shared"].items()},
    )


def _strand(told: Mapping[str, Any]) -> Strand:
    return Strand(
        tuple(map(tuple, told["keys"])),
        tuple((read_moment(start), read_moment(end)) for start, end in told["spans"]),
    )
