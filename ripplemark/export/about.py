"""What rows and pictures cannot hold themselves, as a text for people: headline, caveats, source, claims, columns, how to cite."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ripplemark.export.meaning import citation, columns, said_of_publication
from ripplemark.export.order import Order

ENDING = "about.txt"
"""How the text beside a CSV is called: what the CSV is called, with this in place of csv."""


def as_text(order: Order) -> bytes:
    """The text that goes beside a CSV: its words, what each column means, and all that belongs to the figure. UTF-8."""
    return f"{head(order)}{_ROWS}\n\n{_columns(order)}\n{tail(order)}".encode()


def beside(csv: Path) -> Path:
    """Where the text of a CSV at this path lies."""
    return csv.with_name(f"{csv.stem}.{ENDING}")


def head(order: Order) -> str:
    """Headline and subtitle, as edited where they were, then the marks; an empty line after each of the two."""
    figure = order.figure
    computed = "".join(f"Computed {part}: {text}\n" for part, text in figure.computed.items())
    marks = "".join(f"{mark}.\n" for mark in order.marks)
    return "".join(
        f"{each}\n" for each in (f"{figure.headline}\n{figure.subtitle}\n", computed, marks) if each
    )


def tail(order: Order) -> str:
    """Source, caveats, what can be written and what cannot, how to cite, what was answered about publishing."""
    figure = order.figure
    parts = (
        ("Source", figure.source),
        ("Keep in mind", _list(figure.caveats, "nothing beyond the source")),
        ("What can be written", _list(figure.claims.borne, "nothing by itself")),
        (
            "What the data do not bear",
            _list(
                (f"{u.sentence} {u.why} Needed: {u.needed}" for u in figure.claims.unborne),
                "nothing that was foreseen",
            ),
        ),
        ("Cite as", citation(figure)),
    )
    told = "\n\n".join(f"{title}\n{text}" for title, text in parts)
    return f"{told}\n\n{said_of_publication(order)}\n"


_ROWS = "The CSV beside this text has the figure's rows. Its first line names the columns; empty is unknown, times are UTC."


def _columns(order: Order) -> str:
    told = []
    for each in columns(order.figure):
        unit = f" [{each['unit']}]" if each["unit"] else ""
        told.append(f"{each['name']}{unit}: {each['about']}" if each["about"] else each["name"])
    return f"Columns\n{_list(told, 'none')}\n"


def _list(texts: Iterable[str], nothing: str) -> str:
    return "\n".join(f"- {each}" for each in texts) or f"- {nothing}"
