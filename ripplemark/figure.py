"""A figure: a picture that carries all that belongs to it. Pages show it, the command line exports it; both are the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import pyarrow as pa

from ripplemark.charts.canvas import Canvas
from ripplemark.result import Column

Question = Literal["attention", "moderation", "search", "all"]
"""Which of the three questions a figure answers; 'all' where it answers more than one."""

Audience = Literal["owner", "public", "private"]
"""For whom: the owner's own screen; everyone; the owner's own use of an exported file (marked, nothing coarsened)."""


@dataclass(frozen=True, slots=True)
class Unborne:
    """A sentence that the data do not bear, why, and what would be needed to write it."""

    sentence: str
    why: str
    needed: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What can be written: sentences that the data bear, each complete by itself, and those that they do not."""

    borne: tuple[str, ...] = ()
    unborne: tuple[Unborne, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """Everything that a figure is, for one audience; the gate has been passed when it exists.

    ``headline`` is a finding computed from the data, ``subtitle`` says what is measured, in which unit, of what.
    ``draw`` makes the Plotly picture on a canvas, without headline, subtitle and source line. ``shown`` are the rows
    that are drawn, ``columns`` their meaning. ``documents`` are the measures' answers as ``measure --json`` gives them,
    passed through the gate. ``lines`` are the source lines behind each count, on the owner's screen only; ``empty`` is
    True where there is nothing to draw: the headline then says why, and what to add. ``computed`` are the headline and the
    subtitle as they were computed, where the publisher's own words stand instead; ``language`` is the tag of the language of
    those words. All others are English.
    """

    name: str
    title: str
    question: Question
    audience: Audience
    incident: str | None
    headline: str
    subtitle: str
    claims: Claims
    caveats: tuple[str, ...]
    source: str
    alt: str
    draw: Callable[[Canvas], Any]
    shown: pa.Table
    columns: tuple[Column, ...]
    documents: tuple[Mapping[str, Any], ...]
    queries: tuple[str, ...]
    parameters: Mapping[str, Any]
    archive: str
    simulated: bool = False
    lines: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    empty: bool = False
    computed: Mapping[str, str] = field(default_factory=dict)
    language: str = "en"
    registered: Mapping[str, Any] = field(default_factory=dict)
    """What the analysis plan that counts says of it: its hash and date, whether it is as registered, what differs."""

    def spoken(self, part: str) -> str:
        """The tag of the language in which a part of the words ('headline', 'subtitle', 'source' ...) is written."""
        return self.language if part in self.computed else "en"
