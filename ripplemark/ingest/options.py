"""What a person says about a file when it is read: incident, scope, zone, answers, filters, where it is from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ripplemark.readers.base import Scope


@dataclass(frozen=True, slots=True)
class Options:
    """Reading options. ``answers`` are answers to questions by name; ``mapping`` names columns and outcome words.

    ``keep`` names columns that are stored only when asked for (``uploader``). ``replaces`` is the id of the dataset
    that this file corrects. Nothing here may be a file's name or a path.
    """

    incident: str | None = None
    scope: Scope | None = None
    format: str | None = None
    zone: str | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    mapping: Mapping[str, Any] = field(default_factory=dict)
    keep: tuple[str, ...] = ()
    channel: str | None = None
    replaces: str | None = None
    title: str | None = None
    source: str | None = None
    licence: str | None = None
