"""Where things lie: the house (queries, pages, assets), the user's archive, the vault."""

from __future__ import annotations

import os
from pathlib import Path

from platformdirs import user_config_path, user_data_path

_PACKAGE = Path(__file__).resolve().parent
_WHEEL = _PACKAGE / "_house"

HOUSE = _WHEEL if _WHEEL.is_dir() else _PACKAGE.parent
"""The folder that holds app.py, pages/, queries/, assets/ and data/: inside the wheel, else the checkout."""

QUERIES = HOUSE / "queries"
ASSETS = HOUSE / "assets"
DATA = HOUSE / "data"
REFERENCE = DATA / "reference"


BUNDLED = {"demo": DATA / "demo", "platforms": DATA / "platforms"}
"""Archives that come with Ripplemark, by the name that --archive and RIPPLEMARK_ARCHIVE know them by; never written to."""


def is_bundled(root: Path) -> bool:
    """True for an archive that comes with Ripplemark."""
    return root.resolve() in {folder.resolve() for folder in BUNDLED.values()}


def archive_root(named: str | None = None) -> Path:
    """The archive's folder: as named, else RIPPLEMARK_ARCHIVE, else the user's data directory; it may not exist yet.

    A name in BUNDLED means the bundled archive; a folder of that name is ``./demo``.
    """
    chosen = named or os.environ.get("RIPPLEMARK_ARCHIVE")
    if chosen in BUNDLED:
        return BUNDLED[chosen]
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
