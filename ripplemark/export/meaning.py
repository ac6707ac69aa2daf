"""All that a figure says and rests on, as one JSON document: the words beside every table that is exported."""

from __future__ import annotations

import json
import math
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import ripplemark
from ripplemark import catalogue, publication
from ripplemark.catalogue import Macro
from ripplemark.export.order import Order
from ripplemark.figure import Figure


def as_json(order: Order) -> bytes:
    """The document with all rows, indented; the same figure gives the same bytes."""
    document = {**meaning(order), "rows": [plain(row) for row in order.figure.shown.to_pylist()]}
    return (json.dumps(document, ensure_ascii=False, indent=2, allow_nan=False) + "\n").encode()


def meaning(order: Order) -> dict[str, Any]:
    """Words, claims, measures, parameters, queries and the macros that they call with their text, columns with units; without the rows."""
    figure = order.figure
    return {
        "ripplemark": ripplemark.__version__,
        "figure": figure.name,
        "title": figure.title,
        "question": figure.question,
        "incident": figure.incident,
        "archive": figure.archive,
        "audience": figure.audience,
        "simulated": figure.simulated,
        "publication": {
            "statement": said_of_publication(order),
            "answers": publication.document(order.publication),
        },
        "headline": figure.headline,
        "subtitle": figure.subtitle,
        "language": figure.language,
        "computed": dict(figure.computed),
        "alt": figure.alt,
        "source": figure.source,
        "cite": citation(figure),
        "claims": {
            "borne": list(figure.claims.borne),
            "unborne": [
                {"sentence": each.sentence, "why": each.why, "needed": each.needed}
                for each in figure.claims.unborne
            ],
        },
        "caveats": list(figure.caveats),
        "parameters": plain(figure.parameters),
        "registered": plain(dict(figure.registered)),
        "measures": [plain(each) for each in figure.documents],
        "queries": queries(figure),
        "macros": [
            {"name": each.name, "about": each.about, "sql": each.sql} for each in macros(figure)
        ],
        "columns": columns(figure),
    }


def said_of_publication(order: Order) -> str:
    """What was answered about publishing the incident, in one sentence."""
    if order.figure.incident is None and order.publication is None:
        return "It is about no one incident; what was answered stands with each."
    return publication.statement(order.publication)


def queries(figure: Figure) -> list[dict[str, str]]:
    """Each query that the figure rests on: its name, what it answers, its SQL."""
    return [
        {"name": each.name, "title": each.title, "about": each.about, "sql": each.sql}
        for each in map(catalogue.query, figure.queries)
    ]


def macros(figure: Figure) -> tuple[Macro, ...]:
    """The macros that its queries call, in an order in which they can be created."""
    return catalogue.macros_of("\n".join(each["sql"] for each in queries(figure)))


def columns(figure: Figure) -> list[dict[str, str]]:
    """Each column that is shown, with unit and meaning; one that the figure does not declare has its name alone."""
    declared = {each.name: each for each in figure.columns}
    return [
        {
            "name": name,
            "type": declared[name].type
            if name in declared
            else str(figure.shown.schema.field(name).type),
            "unit": declared[name].unit if name in declared else "",
            "about": declared[name].about if name in declared else "",
        }
        for name in figure.shown.column_names
    ]


def citation(figure: Figure) -> str:
    """How to cite the figure; its source line ends with the archive, the version and the method."""
    about = f", incident {figure.incident}" if figure.incident else ""
    return f"{figure.title}{about}. Made with Ripplemark. {figure.source}"


def plain(value: Any) -> Any:
    """A value as JSON has it: times in ISO 8601 UTC, numbers that JSON does not have as null."""
    if isinstance(value, dict):
        return {str(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    return value if value is None or isinstance(value, bool | int | str) else _text(value)


def moment(at: datetime) -> str:
    """An aware time in UTC with a Z; one without a zone as it stands."""
    if at.tzinfo is None:
        return at.isoformat()
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
