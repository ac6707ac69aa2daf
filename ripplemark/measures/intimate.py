"""A named selection for the EU database: intimate images shared without consent, by keyword and category, and what it misses.

Keywords are optional, and the two versions of the database's schema file such content differently, so a selection comes
with counts: how many rows it takes, how many say nothing by which they could be taken, and how many might belong to it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ripplemark.measures.base import Parameter
from ripplemark.readers.dsa_saying import across_the_break

KEYWORDS = (
    "non_consensual_image_sharing",
    "non_consensual_images_against_women",
    "non_consensual_material_deepfake",
    "non_consensual_deepfake_against_women",
    "image_based_sexual_abuse",
)
"""Words under which keywords for such images are stored, those of both versions of the schema."""
CATEGORIES = (
    "non_consensual_behaviour",
    "cyber_violence",
    "cyber_violence_against_women",
)
"""Categories that hold such images among other things: the first of version 1, the others of version 2."""
CONTENT = Parameter(
    "content",
    "which content: all; intimate, with a keyword for intimate images or deepfakes shared without consent; intimate-wide, "
    "also without any keyword in a category that may hold them (non-consensual behaviour, cyber violence)",
    "all",
    choices=("all", "intimate", "intimate-wide"),
)
_OPTIONAL = "Keywords are optional, and a platform that gives none is missed."
_TWO_VERSIONS = (
    "The database's schema files them differently before and since 1 July 2025, and these rows lie on both sides: no series "
    "of them continues across that day."
)


def selecting(settings: Mapping[str, Any]) -> dict[str, Any]:
    """The parameters of a query that the setting 'content' stands for."""
    if settings["content"] == "all":
        return {"named": [], "wide": [], "widely": False}
    wide = settings["content"] == "intimate-wide"
    return {"named": list(KEYWORDS), "wide": list(CATEGORIES), "widely": wide}


def selected_of(
    content: str, counts: Mapping[str | None, int], first: date | None, last: date | None
) -> list[str]:
    """What the selection takes and what it misses, in sentences; nothing where all content was asked for.

    Args:
        counts: rows, frequency-weighted, by ``about``: 'keyword', 'category', 'no keyword' or 'other'.
        first, last: the days of the first and the last row that was taken; None where none was.
    """
    if content == "all":
        return []
    keyword, category = counts.get("keyword", 0), counts.get("category", 0)
    nothing, every = category + counts.get("no keyword", 0), sum(counts.values())
    told = [f"{keyword:,} of {every:,} items have a keyword for intimate images."]
    if content == "intimate-wide":
        told.append(
            f"Counted with them: {category:,} without a keyword, in categories that hold such images among other things, so "
            "not all of these are."
        )
    else:
        told.append(
            f"Not counted: {category:,} without a keyword in categories that may hold such images."
        )
    told.append(f"{nothing:,} of all have no keyword at all. {_OPTIONAL}")
    if across_the_break(first, last):
        told.append(_TWO_VERSIONS)
    return told
