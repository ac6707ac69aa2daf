"""Where things lie: the house (queries, pages, assets), the user's archive, the vault."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_house"

HOUSE = _WHEEL if _WHEEL.is_dir() else _PACKAGE.parent
"""The folder that holds app.py, pages/, queries/ and assets/: inside the wheel, else the checkout."""

QUERIES = HOUSE / "queries"
ASSETS = HOUSE / "assets"


def archive_root(named: str | None = None) -> Path:
    """The archive's folder: as named, else RIPPLEMARK_ARCHIVE, else the user's data directory; it may not exist yet."""
    chosen = named or os.environ.get("RIPPLEMARK_ARCHIVE")
    return (
        Path(chosen).expanduser().resolve() if chosen else user_data_path("ripplemark") / "archive"
    )


def vault_root() -> Path:
    """The vault's folder: RIPPLEMARK_VAULT, else the user's configuration directory; never inside an archive."""
    chosen = os.environ.get("RIPPLEMARK_VAULT")
    return (
        Path(chosen).expanduser().resolve() if chosen else user_config_path("ripplemark") / "vault"
    )


WITHOUT_VAULT = "RIPPLEMARK_WITHOUT_VAULT"
"""Set to 1 for a dashboard that other machines can reach: it shows no names and takes no files."""


def vault_is_open() -> bool:
    """False where this process must not use the vault."""
    return os.environ.get(WITHOUT_VAULT) != "1"
