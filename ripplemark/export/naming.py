"""What an exported file is called: which incident, which figure, which state of the archive; nothing of the user's."""

from __future__ import annotations

import re

from ripplemark.figure import Figure


def file_name(figure: Figure, kind: str) -> str:
    """``ripplemark-LANTERN-attention-3f9a21c7.svg``; a simulated or private one says so."""
    parts = (
        "ripplemark",
        figure.incident,
        figure.name,
        figure.archive[:8],
        "simulated" if figure.simulated else None,
        "private" if figure.audience == "private" else None,
    )
    return f"{'-'.join(re.sub(r'[^A-Za-z0-9-]+', '-', part) for part in parts if part)}.{kind}"
