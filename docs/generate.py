"""Write the pages of the manual that are read from the registries: metrics, formats, figures, queries.

``make docs`` runs it. tests/test_docs.py fails where a page is not what the registries say now.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from ripplemark import catalogue, schema
from ripplemark.catalogue import Macro, Query
from ripplemark.figures import FIGURES
from ripplemark.figures.base import FigureKind
from ripplemark.measures import MEASURES, Measure
from ripplemark.measures.base import Parameter
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader
from ripplemark.readers.templates import TEMPLATES

FOLDER = Path(__file__).resolve().parent
_HEAD = """<!-- Written by `make docs` from {of}. Edit that, not this page. -->

# {title}

{about}
"""


def metrics() -> str:
    """Every metric: definition, unit, settings, columns, caveats."""
    about = (
        "What `measure` computes, in the order in which an incident is told. `metrics --json` gives the same. Each answer "
        "has a value with a low and a high end, or a status that says why there is no number, and how many rows it rests on."
    )
    return _page(
        "`MEASURES` in ripplemark/measures/", "Metrics", about, (_metric(each) for each in MEASURES)
    )


def _metric(each: Measure) -> str:
    cited = [part for part in each.source.split("; ") if ".md" not in part]
    return _section(
        f"{each.title}: `{each.name}`",
        each.definition,
        f"Symbol {_code(each.symbol)}; unit: {each.unit}; method version {each.method_version}; "
        f"{_queried(each)}.",
        f"After: {'; '.join(cited)}." if cited else "",
        _settings(each.parameters),
        f"Split with `--by`, select with `--where`: {_codes(each.columns)}."
        if each.columns
        else "",
        _bullets(each.caveats),
    )


def _queried(each: Measure) -> str:
    if not each.query:
        return "no query: nothing is read from the archive"
    return f"query [{_code(each.query)}](queries.md#{anchor(each.query)})"


def formats() -> str:
    """Every source format, then every canonical table with its columns."""
    about = (
        "What `check` and `add` read. A format is recognised by the content of the file, never by its name alone. "
        "`formats` lists them; `formats --template NAME` prints a file to fill in. After the formats come the canonical "
        "tables: each format fills one of them, and a CSV with these column names is a format by itself."
    )
    parts = [*(_format(each) for each in READERS), *(_table(each) for each in schema.TABLES)]
    return _page("`READERS` and `TABLES` in ripplemark/", "Formats", about, parts)


def _format(each: type[Reader]) -> str:
    templates = [
        name for name in TEMPLATES if name == each.name or name.startswith(f"{each.name}_")
    ]
    of = "one incident" if each.scope == "incident" else "a platform or a whole database"
    fills = ", ".join(f"[{table.name}](#table-{table.name})" for table in each.tables)
    return _section(
        f"{each.title}: `{each.name}`",
        (inspect.getdoc(each) or "").partition("\n")[0],
        f"Its rows are about {of}. It fills {fills}.",
        f"It leaves out: {each.leaves_out}",
        f"Template: {_codes(templates)}." if templates else "",
    )


def _table(table: schema.Table) -> str:
    rows = [
        (
            f"{_code(field.name)}{' (needed)' if field.required else ''}",
            field.kind,
            field.unit,
            _choices(field.about, field.choices),
        )
        for field in table.fields
    ]
    columns = ("column", "kind", "unit", "meaning")
    return _section(f"Table `{table.name}`", f"One row is {table.about}.", _grid(columns, rows))


def figures() -> str:
    """Every figure: what it shows, on which metrics it rests, its settings."""
    about = (
        "What the pages show and `export` writes. `figures --json` gives the same. The settings stand in the address of a "
        "page under the same names as after `--set`."
    )
    return _page(
        "`FIGURES` in ripplemark/figures/", "Figures", about, (_figure(each) for each in FIGURES)
    )


def _figure(each: FigureKind) -> str:
    titles = {of.name: of.title for of in MEASURES}
    rests = ", ".join(
        f"[{titles[name]}](metrics.md#{anchor(f'{titles[name]}: {name}')})" for name in each.metrics
    )
    return _section(
        f"{each.title}: `{each.name}`",
        each.about,
        f"About {'one incident' if each.of_incident else 'the whole archive'}; method version {each.method_version}.",
        f"Rests on: {rests}." if rests else "",
        _settings(each.parameters),
        f"Split with `--by`: {_codes(each.by)}." if each.by else "",
    )


def queries() -> str:
    """Every query: what a row is, what it takes, its columns with their units; then the macros that queries share."""
    about = (
        "All SQL of the house, one SELECT a file in [queries/](../queries), in DuckDB's dialect. A test holds each header "
        "against what DuckDB itself says of the statement. What several of them ask for in the same words is written once, as "
        "[macros](#macros)."
    )
    parts = [*map(_query, catalogue.queries().values()), _macros()]
    return _page("the headers in queries/", "Queries", about, parts)


def _query(each: Query) -> str:
    taken = [(_code(of.name), of.type, of.about) for of in each.params]
    given = [(_code(of.name), of.type, of.unit, of.about) for of in each.columns]
    return _section(
        f"`{each.name}`",
        f"**{each.title}.** {each.about}",
        _grid(("parameter", "type", "meaning"), taken) if taken else "",
        _grid(("column", "type", "unit", "meaning"), given),
    )


def _macros() -> str:
    rows = [
        (_code(f"{each.name}({each.takes})"), _given(each), each.about)
        for each in catalogue.macros().values()
    ]
    return _section(
        "Macros",
        "What queries about items call, in [queries/macros.sql](../queries/macros.sql). They can be called in SQL of one's own too. "
        "Where the text of a query goes, into an evidence bundle or onto a page, the text of its macros goes along.",
        _grid(("macro", "gives", "meaning"), rows),
    )


def _given(each: Macro) -> str:
    return "rows" if each.table else "a value"


PAGES: Mapping[str, Callable[[], str]] = {
    "metrics.md": metrics,
    "formats.md": formats,
    "figures.md": figures,
    "queries.md": queries,
}
"""The generated pages, by the name of their file in docs/."""


def _page(of: str, title: str, about: str, sections: Iterable[str]) -> str:
    return "\n".join((_HEAD.format(of=of, title=title, about=about), "\n\n".join(sections), ""))


def _section(title: str, *parts: str) -> str:
    return "\n\n".join((f"## {title}", *(part for part in parts if part)))


def _settings(parameters: Sequence[Parameter]) -> str:
    if not parameters:
        return ""
    rows = [
        (_code(each.name), _default(each.default), _choices(each.about, each.choices))
        for each in parameters
    ]
    return _grid(("setting", "unless said otherwise", "meaning"), rows)


def _default(value: object) -> str:
    if value is None:
        return ""
    return _code(",".join(map(_number, value)) if isinstance(value, tuple) else _number(value))


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _choices(about: str, choices: Sequence[str]) -> str:
    return f"{about}; one of {_codes(choices)}" if choices else about


def _grid(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(
        f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |" for line in lines
    )


def _bullets(texts: Sequence[str]) -> str:
    return "\n".join(f"- {each}" for each in texts)


def _code(text: str) -> str:
    return f"`{text}`"


def _codes(texts: Sequence[str]) -> str:
    return ", ".join(map(_code, texts))


def anchor(title: str) -> str:
    """The anchor that GitHub gives to a heading."""
    kept = "".join(letter for letter in title.lower() if letter.isalnum() or letter in " -_")
    return kept.replace(" ", "-")


def main() -> None:
    """Write every page that is not up to date, and say which."""
    for name, make in PAGES.items():
        path, text = FOLDER / name, make()
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            sys.stderr.write(f"docs/{name} is written.\n")


if __name__ == "__main__":
    main()
