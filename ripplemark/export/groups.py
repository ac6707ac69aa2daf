"""The groups of an SVG named by what they are, for whoever opens it in a drawing program."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from xml.etree import ElementTree as Tree

from ripplemark.export.order import Order

_GROUP = "{http://www.w3.org/2000/svg}g"

NAMES = {
    "bglayer": "background",
    "layer-below": "bands",
    "cartesianlayer": "plot",
    "subplot": "panel",
    "gridlayer": "grid",
    "zerolinelayer": "zero-line",
    "xaxislayer-below": "axis-x",
    "xaxislayer-above": "axis-x",
    "yaxislayer-below": "axis-y",
    "yaxislayer-above": "axis-y",
    "overlines-above": "axis-lines",
    "overlines-below": "axis-lines",
    "overplot": "data",
    "plot": "data",
    "trace": "series",
    "layer-above": "marks",
    "infolayer": "labels",
}
"""What Plotly calls its groups by class, and what they are called by id in an exported file."""

LONGEST = 40
"""Characters of a label that go into its name."""


def named(picture: Tree.Element, order: Order) -> None:
    """Give groups ids: layers by what they are, words by what they say; the second of a name is numbered."""
    groups = list(picture.iter(_GROUP))
    labels = [each for each in groups if "annotation" in each.attrib.get("class", "").split()]
    seen: Counter[str] = Counter()
    for group, name in (*_layers(groups), *_words(labels, order)):
        seen[name] += 1
        group.set("id", name if seen[name] == 1 else f"{name}-{seen[name]}")


def _layers(groups: list[Tree.Element]) -> Iterator[tuple[Tree.Element, str]]:
    for each in groups:
        for word in each.attrib.get("class", "").split():
            if word in NAMES:
                yield each, NAMES[word]
                break


def _words(labels: list[Tree.Element], order: Order) -> Iterator[tuple[Tree.Element, str]]:
    """What stands around the picture is set last, line by line: mark, headline, subtitle, source."""
    figure, left = order.figure, list(labels)
    around = (
        ("source", figure.source),
        ("subtitle", figure.subtitle),
        ("headline", figure.headline),
        ("mark", " · ".join(order.marks)),
    )
    for name, words in around:
        lines = _last_lines(left, words)
        yield from ((each, name) for each in lines)
        if (tag := figure.spoken(name)) != "en":
            for each in lines:
                each.set("lang", tag)
        del left[len(left) - len(lines) :]
    for each in left:
        said = re.sub(r"[^a-z0-9]+", "-", _text(each, " ").lower()).strip("-")
        yield each, f"label-{said[:LONGEST].strip('-')}" if said else "label"


def _last_lines(labels: list[Tree.Element], words: str) -> list[Tree.Element]:
    """The last labels that together say the words; none where they do not."""
    wanted = " ".join(words.split())
    for count in range(1, len(labels) + 1):
        lines = labels[-count:]
        said = " ".join(_text(each) for each in lines)
        if said == wanted:
            return lines
        if len(said) > len(wanted):
            break
    return []


def _text(group: Tree.Element, between: str = "") -> str:
    """What a group says, its parts with ``between`` between them; spaces as they are read."""
    return " ".join(between.join(group.itertext()).split())
