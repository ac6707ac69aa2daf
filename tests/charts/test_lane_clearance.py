"""Words of the lanes keep clear of the lines of events and of the lanes beside them, at every size and in every look."""

from __future__ import annotations

import numpy as np
import pytest
from label_boxes import boxes, clashes, outside

from ripplemark.charts.canvas import DARK, LIGHT, MONO, SIZES, Canvas, Look
from ripplemark.charts.canvas import size as named
from ripplemark.charts.frame import Around, room
from ripplemark.charts.labels import Box
from ripplemark.charts.lane_labels import CLEAR
from ripplemark.charts.lanes import Crossing, Lane, Lanes, Layer, Line, Mark, Stack, lanes

HOUR, DAY = 3600.0, 86_400.0
FIRST = 1_741_000_000.0 // DAY * DAY
DAYS = 24
AROUND = Around(
    "12 items, up 14 times in all, were gone after a median of 79 hours; searches were back to usual 20 days later",
    "LANTERN, a rumour: the episode, 30 July to 19 September 2025. Of 12 items, 2 still up on 30 November 2025.",
    "Source: an invented collection, added 9 March 2026. 226 bins of 1 day, none missing; 12 items.",
    ("Simulated",),
)
CANVASES = {
    **{each.name: room(AROUND, each.canvas) for each in SIZES},
    "360x640": room(AROUND, named("360x640").canvas),
    "120x80mm": room(AROUND, named("120x80mm").canvas),
    "phone": Canvas(340, None, 13.0),
    "page": Canvas(1100, None, 14.0),
}


def series(channel: str, peak: float, *, marked: bool = False) -> Line:
    at = FIRST + HOUR * np.arange(24 * DAYS)
    values = 3 + 100 * np.exp(-np.abs(np.arange(at.size) - 24 * peak) / 50)
    top = FIRST + peak * DAY
    marks = (
        Mark(
            "peak", top, top - 9 * HOUR, top + 9 * HOUR, ("peak 7 Mar, 10:00", "peak 7 Mar", "peak")
        ),
        Mark("onset", top - DAY, top - 2 * DAY, top, ("onset 6 Mar", "onset")),
        Mark("half", top + 30 * HOUR, top + DAY, top + 2 * DAY, ("half after 30 h",), start=top),
        Mark("back", top + 9 * DAY, top + 8 * DAY, top + 9 * DAY, ("usual again", "9 days")),
    )
    return Line((channel,), channel, at, values, "posts per hour", marks if marked else ())


def items() -> Stack:
    at = FIRST + DAY * np.arange(DAYS + 40)
    up = np.minimum(np.arange(at.size), 7.0)
    gone = np.maximum(np.arange(at.size) - 7.0, 0.0)
    layers = (
        Layer("up", ("2 still up on 30 November 2025", "2 still up on 30 Nov"), up),
        Layer("removed", ("10 removed by 30 November 2025", "10 removed by 30 Nov"), gone),
        Layer(
            "otherwise",
            ("4 gone otherwise by 30 November 2025", "4 other ends by 30 Nov"),
            0.3 * up,
        ),
    )
    return Stack(at, layers, float(at[-1]), ("last look 30 November 2025", "last look"))


def crossings(*days: float) -> tuple[Crossing, ...]:
    return tuple(
        Crossing(
            FIRST + day * DAY, FIRST + (day + 1) * DAY, (f"First published check {k}", f"check {k}")
        )
        for k, day in enumerate(days)
    )


def picture(*days: float) -> Lanes:
    many = tuple(
        series(name, peak, marked=name == "social")
        for name, peak in (
            ("social", 6),
            ("video", 7),
            ("niche", 5),
            ("news", 8),
            ("encyclopedia", 9),
        )
    )
    made = (
        Lane(
            "Attention", ("each as a share of its own peak", "shares"), "attention", many, unit="%"
        ),
        Lane(
            "Moderation",
            ("items posted so far, by what became of them", "items"),
            "moderation",
            stack=items(),
        ),
        Lane(
            "Search",
            ("interest per day, the file's maximum = 100",),
            "search",
            (series("search", 8, marked=True),),
        ),
    )
    return Lanes(FIRST, FIRST + DAYS * DAY, made, crossings(*days))


def struck(figure: object, clear: float) -> list[str]:
    """Words inside the lanes that the line of an event comes nearer to than ``clear`` pixels; names of events are its own."""
    wide, high = figure.layout.width, figure.layout.height  # type: ignore[attr-defined]
    lines = [
        Box(each.x0 * wide, (1 - each.y0) * high, each.x1 * wide, (1 - each.y1) * high)
        for each in figure.layout.shapes  # type: ignore[attr-defined]
        if each.type == "line" and each.line.dash == "dot"
    ]
    return [
        name
        for name, box in boxes(figure).items()
        for line in lines
        if "check" not in name
        and line.top < box.bottom
        and line.bottom > box.top
        and line.left - clear < box.right
        and line.left + clear > box.left
    ]


@pytest.mark.parametrize("name", CANVASES)
@pytest.mark.parametrize("look", [LIGHT, DARK, MONO], ids=["light", "dark", "mono"])
@pytest.mark.parametrize("days", [(4, 6), (5, 6.5, 8, 15), (2, 3, 4, 5, 6, 7, 20)], ids=len)
def test_no_words_touch_an_event_s_line_each_other_or_the_edge(
    name: str, look: Look, days: tuple[float, ...]
) -> None:
    canvas = CANVASES[name]
    figure = lanes(picture(*days), Canvas(canvas.width, canvas.height, canvas.letters, look))
    assert struck(figure, 0.6) == []
    assert clashes(figure) == []
    assert outside(figure) == []


@pytest.mark.parametrize("name", CANVASES)
def test_words_inside_a_lane_keep_their_distance_from_an_event_s_line(name: str) -> None:
    figure = lanes(picture(4, 6, 8, 15), CANVASES[name])
    inside = (
        "peak",
        "onset",
        "half",
        "usual",
        "still up",
        "removed",
        "ends",
        "last look",
        "Attention",
        "Moderation",
        "Search",
    )
    near = [each for each in struck(figure, CLEAR - 0.5) if any(word in each for word in inside)]
    assert near == []


@pytest.mark.parametrize(("width", "height"), [(506, 285), (900, 380), (700, 300)])
def test_names_in_the_column_beside_the_lanes_stay_in_it(width: int, height: int) -> None:
    figure = lanes(picture(6), Canvas(width, height))
    told, begin = boxes(figure), figure.layout.xaxis.domain[0] * width
    beside = {text: box for text, box in told.items() if "30 Nov" in text and box.left < begin / 2}
    assert beside
    assert all(box.right < begin for box in beside.values())
    assert clashes(figure) == []
