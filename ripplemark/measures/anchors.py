"""Terms of several downloads on one scale, by a term that the downloads share: its sums say how the scales stand to each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from ripplemark.estimate.stitch import Link, Window, link_of
from ripplemark.measures import bins
from ripplemark.measures.base import Measure, Request
from ripplemark.measures.lifecycle import QUERY, SERIES_COLUMNS
from ripplemark.measures.windows import JOINED_METRIC, Download
from ripplemark.result import Estimate

_Z = 1.959963984540054
_SAME = ("channel", "platform", "region", "language", "bin_width")
_NONE = (
    "No term stands in two downloads of several terms. Download every further term together with one that is searched for steadily and "
    "about as often, the anchor, over the same window and place."
)


def _estimates(request: Request) -> list[Estimate]:
    files: dict[tuple[str, ...], list[Download]] = {}
    for each in bins.downloads(request):
        if each.by.get("metric") == JOINED_METRIC and np.isfinite(each.value).any():
            same = (str(each.by.get(name)) for name in _SAME)
            files.setdefault((each.dataset, *same, each.zone), []).append(each)
    groups: dict[tuple[str, ...], list[list[Download]]] = {}
    for key, terms in files.items():
        if len(terms) > 1:
            groups.setdefault(key[1:], []).append(terms)
    found = [row for several in groups.values() for row in _of_group(several)]
    wanted = set(request.selected)
    shown = [each for each in found if wanted <= {f"{k}={v}" for k, v in each.by.items()}]
    by = {"incident": request.incident} if request.incident else {}
    return shown or [Estimate(by, None, None, None, 0, status="NE_FEW", note=_NONE, lines=())]


def _of_group(files: Sequence[Sequence[Download]]) -> Iterator[Estimate]:
    """Rows of downloads with one place and width of bin: the first one's scale is everybody's."""
    first = files[0]
    linked = [(other, *_linked(first, other)) for other in files[1:]]
    shared = next((anchor for _, _, anchor in linked if anchor is not None), None)
    if shared is None:
        return
    yield from (_peak(each, None, shared) for each in first)
    for other, link, anchor in linked:
        if anchor is None:
            continue
        yield _link(link, anchor, other[0])
        known = {each.by.get("series") for each in first}
        if link.factor is not None:
            yield from (
                _peak(each, link, anchor) for each in other if each.by.get("series") not in known
            )


def _linked(first: Sequence[Download], other: Sequence[Download]) -> tuple[Link, Download | None]:
    """The surest link by a term that both have; where all are refused, the one with the most bins in common."""
    found: list[tuple[Link, Download]] = []
    for one in first:
        for two in other:
            if one.by.get("series") == two.by.get("series"):
                windows = [Window(each.at, each.value) for each in (one, two)]
                found.append((link_of(windows, 0, 1), one))
    if not found:
        return Link(0, 1, None, None, 0), None
    return min(found, key=lambda each: (each[0].error is None, each[0].error or -each[0].bins))


def _about(each: Download, anchor: Download) -> dict[str, str]:
    return {**each.by, "anchor": str(anchor.by.get("series", ""))}


def _link(link: Link, anchor: Download, other: Download) -> Estimate:
    by = {**_about(other, anchor), "series": str(anchor.by.get("series", "")), "quantity": "scale"}
    if link.factor is None or link.error is None:
        note = f"The shared term cannot carry a scale here. {link.refused}"
        return Estimate(by, None, None, None, link.bins, status="NE_FEW", note=note, lines=())
    low, high = (link.factor * float(np.exp(side * link.error)) for side in (-_Z, _Z))
    note = f"{link.bins} bins of the shared term in both; standard error {100 * link.error:.1f} %."
    return Estimate(by, link.factor, low, high, link.bins, note=note, lines=())


def _peak(each: Download, link: Link | None, anchor: Download) -> Estimate:
    """The highest value of a term on the first download's scale, between what rounding and the link leave open."""
    by = {**_about(each, anchor), "quantity": "peak"}
    factor, error = (1.0, 0.0) if link is None else (link.factor or 1.0, link.error or 0.0)
    top = float(np.nanmax(each.value))
    low = max(top - 0.5, 0.0) * factor * float(np.exp(-_Z * error))
    high = (top + 0.5) * factor * float(np.exp(_Z * error))
    n = int(np.isfinite(each.value).sum())
    return Estimate(by, top * factor, low, high, n, lines=())


ANCHORED_TERMS = Measure(
    "anchored-terms",
    "Terms on one scale by a shared term",
    "s_a",
    "ratio; index",
    "Of downloads of several search terms each that share one (the anchor): by what the other download's values are multiplied to "
    "stand on the first one's scale ('scale'), the ratio of the anchor's sums in the bins that both have; and each term's highest "
    "value on that scale ('peak'). The anchor needs a third of the shorter window and a value of 20 in both downloads.",
    "Ripplemark's own definition, after West (2020), Calibration of Google Trends Time Series; ratio of sums and its variance, "
    "Cochran (1977), section 6.3",
    QUERY,
    SERIES_COLUMNS,
    _estimates,
    (),
    (
        "The interval of a peak holds rounding and the anchor's error, not the sample that Google drew for that term.",
        "A term that stands small beside the anchor is rounded away.",
    ),
)
