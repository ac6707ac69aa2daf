"""What the archive knows about a dataset: where it is from, how it was read, what is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ripplemark.archive.coverage import Coverage
from ripplemark.archive.notation import Json
from ripplemark.vault import Vault

Scope = Literal["incident", "platform"]
"""Rows about one incident, or about a platform or a whole database."""

ID_PATTERN = re.compile(r"[a-z0-9][a-z0-9.-]{0,99}")
"""What a dataset id looks like: a Data Package's name that is also a safe folder name."""


@dataclass(frozen=True, slots=True)
class Counts:
    """Rows of the input that were read, stored and rejected, and the items that the stored rows stand for."""

    rows_read: int = 0
    rows_stored: int = 0
    rows_rejected: int = 0
    weight_stored: int = 0


@dataclass(frozen=True, slots=True)
class Warned:
    """One warning given on reading; ``lines`` are at most 200 lines of the input, None at platform scope."""

    code: str
    message: str
    lines: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Package:
    """One dataset's description. It holds no file name, no path, no raw hash; names appear as aliases.

    ``input`` is the keyed hash of the input's SHA-256, ``methods`` the versions of what computed stored values,
    ``provenance`` the version of Ripplemark, the reader and the queries. ``added_at``, ``sha256`` and ``size`` (of the
    Parquet file) are None or empty until the archive has committed it. ``collection`` is the name that it shares with
    other datasets and ``coverage`` what it covers of them; None where it stands alone. ``single`` says of a large table of items
    whether each stands there once for its first time up. None is unknown throughout.
    """

    dataset_id: str
    format: str
    table: str
    scope: Scope
    input: str
    incident: str | None = None
    title: str | None = None
    source: str | None = None
    licence: str | None = None
    citation: str | None = None
    retrieved_at: datetime | None = None
    added_at: datetime | None = None
    zone: str | None = None
    options: Mapping[str, Json] = field(default_factory=dict)
    answers: Mapping[str, Json] = field(default_factory=dict)
    counts: Counts = Counts()
    warnings: tuple[Warned, ...] = ()
    first_time: datetime | None = None
    last_time: datetime | None = None
    series: int | None = None
    methods: Mapping[str, str] = field(default_factory=dict)
    provenance: Mapping[str, Json] = field(default_factory=dict)
    replaces: tuple[str, ...] = ()
    sha256: str = ""
    size: int = 0
    collection: str | None = None
    coverage: Coverage | None = None
    single: bool | None = None

    @property
    def file(self) -> str:
        """The name of its Parquet file."""
        return f"{self.table}.parquet"


def dataset_id(
    vault: Vault, format_name: str, input_sha256: str, options: Mapping[str, Json]
) -> str:
    """Format and 8 hexadecimal digits of a keyed hash over the input and the reading options: nothing about a name.

    ``options`` holds everything that changes what is stored (answers, zone, incident, filters) and nothing else. The
    same input with the same options has the same id in archives that share a key, and only in those.
    """
    read = json.dumps([format_name, input_sha256, options], sort_keys=True)
    return f"{format_name.lower().replace('_', '-')}-{vault.hash(read)[:8]}"


def input_hash(vault: Vault, input_sha256: str) -> str:
    """The keyed hash by which an archive recognises an input that it holds already."""
    return vault.hash(f"input {input_sha256}")
