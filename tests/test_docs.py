"""The manual says what the product does: its commands run, its links lead somewhere, its generated pages are up to date."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest
from typer.main import get_command

import ripplemark
from docs import generate, screenshots
from ripplemark import catalogue, cli, paths
from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.gate import Gate
from ripplemark.measures.base import Measure, Request
from ripplemark.readers.base import Dialect, Head, Reader
from tests.invented import takedown_log, trends

ROOT = Path(__file__).resolve().parents[1]
README = ROOT / "README.md"
GENERATED = [ROOT / "docs" / name for name in generate.PAGES]
PAGES = sorted(
    {*(ROOT / f"{name}.md" for name in ("README", "CONTRIBUTING", "CHANGELOG"))}
    | set((ROOT / "docs").glob("*.md"))
)
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
HEAVIEST, ALL_TOGETHER = 250_000, 1_500_000
LAST_LOOKS = re.compile(rb";10\.11\.2025 18:05")


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def _blocks(path: Path, language: str) -> list[str]:
    return [body for of, body in FENCE.findall(_text(path)) if of == language]


def _commands(path: Path) -> list[str]:
    return [
        line.removeprefix("$ ")
        for block in _blocks(path, "console")
        for line in block.splitlines()
        if line.startswith("$ ")
    ]


def _anchors(path: Path) -> set[str]:
    prose = FENCE.sub("", _text(path))
    return {generate.anchor(title) for title in re.findall(r"^#+ (.+)$", prose, re.MULTILINE)}


@pytest.mark.parametrize("path", GENERATED, ids=lambda path: path.name)
def test_a_generated_page_is_what_the_registries_say_now(path: Path) -> None:
    assert _text(path) == generate.PAGES[path.name](), "Run: make docs"


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.name)
def test_every_relative_link_leads_to_a_file_and_to_a_heading_in_it(path: Path) -> None:
    lost = []
    for link in LINK.findall(FENCE.sub("", _text(path))):
        file, _, heading = link.partition("#")
        if "://" in file:
            continue
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (heading and heading not in _anchors(target)):
            lost.append(link)
    assert lost == []


@pytest.mark.browser
@pytest.mark.parametrize(
    "path", [each for each in PAGES if _commands(each)], ids=lambda path: path.name
)
def test_every_command_of_the_manual_runs(
    path: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "multiTimeline.csv").write_bytes(trends())
    (work / "log.csv").write_bytes(LAST_LOOKS.sub(b";", takedown_log()))
    monkeypatch.chdir(work)
    for command in _commands(path):
        python, option, name, *arguments = shlex.split(command)
        assert (python, option, name) == ("python", "-m", "ripplemark")
        assert cli.run(arguments) == 0, f"{command}\n{capsys.readouterr().err}"
        if "--to" in arguments:
            assert (work / arguments[arguments.index("--to") + 1]).stat().st_size


def test_the_readme_lists_every_command_and_no_option_that_it_does_not_take() -> None:
    known: dict[str, Any] = get_command(cli.app).commands  # type: ignore[attr-defined]
    rows = re.findall(r"^\| (`.+`.*?) \| .+ \|$", _text(README), re.MULTILINE)
    named: set[str] = set()
    for spans in (re.findall(r"`([^`]+)`", row) for row in rows):
        if spans[0].split()[0] not in known:
            continue
        for words in (span.split() for span in spans):
            named.add(words[0])
            takes = {option for each in known[words[0]].params for option in each.opts}
            assert set(re.findall(r"--[a-z]+", " ".join(words))) <= takes, words
    assert named == set(known)


def test_every_make_target_that_the_manual_names_is_there() -> None:
    there = set(re.findall(r"^([a-z]+):", _text(ROOT / "Makefile"), re.MULTILINE))
    named = {
        target
        for path in PAGES
        for target in re.findall(r"(?:`|^)make ([a-z]+)", _text(path), re.M)
    }
    assert named
    assert named <= there


def _said(folder: Path) -> Iterator[re.Pattern[str]]:
    """Every text in the code of the pages; what an f-string fills in may be anything."""
    for path in folder.rglob("*.py"):
        for node in ast.walk(ast.parse(_text(path))):
            if isinstance(node, ast.JoinedStr):
                parts = [
                    re.escape(str(part.value)) if isinstance(part, ast.Constant) else ".+"
                    for part in node.values
                ]
                if any(len(part) > 5 for part in parts):
                    yield re.compile(f"^{''.join(parts)}$")
            elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield re.compile(re.escape(node.value))


def test_the_words_that_the_tour_quotes_stand_on_the_pages() -> None:
    tour = _text(README).partition("## Five minutes")[2].partition("\n## ")[0]
    quoted = {" ".join(each.split()) for each in re.findall(r'"([^"]+)"', tour)}
    texts = "\n".join(each.pattern for each in _said(ROOT / "ripplemark" / "ui"))
    formed = [each for each in _said(ROOT / "ripplemark" / "ui") if each.pattern.startswith("^")]
    missing = {
        each
        for each in quoted
        if re.escape(each) not in texts and not any(form.match(each) for form in formed)
    }
    assert len(quoted) > 12
    assert missing == set()


@pytest.mark.parametrize(
    ("page", "names"),
    [
        (
            "adding-a-format.md",
            [*inspect.get_annotations(Reader), *(n for n in vars(Reader) if n[0] != "_")],
        ),
        ("adding-a-measure.md", [each.name for each in fields(Measure)]),
        ("adding-a-figure.md", [each.name for each in fields(FigureKind)]),
    ],
)
def test_a_how_to_page_names_every_field_that_its_registry_has_and_no_other(
    page: str, names: list[str]
) -> None:
    told = re.findall(r"^\| `(\w+)` \|", _text(ROOT / "docs" / page), re.MULTILINE)
    assert set(told) == set(names) - {"settings"}


def _example(page: str) -> dict[str, Any]:
    (code,) = _blocks(ROOT / "docs" / page, "python")
    made: dict[str, Any] = {}
    exec(compile(code, page, "exec"), made)
    return made


def test_the_example_of_a_format_recognises_its_file_and_its_query_can_be_read() -> None:
    reader = _example("adding-a-format.md")["Tally"]
    (sql,) = _blocks(ROOT / "docs" / "adding-a-format.md", "sql")
    query = catalogue.parse(reader.source, sql)
    dialect = Dialect("utf-8", "\n", ",")
    mine = Head("a.csv", dialect, (("Hour", "Posts"), ("2025-03-01T10:00Z", "4")), (1, 2))
    other = Head("a.csv", dialect, (("Week", "Posts"),), (1,))
    match = reader.recognise(mine)
    assert reader.recognise(other) is None
    assert [name for name, _ in query.input("source").columns] == ["line", *match.columns]
    assert reader.reading(match, {}, {}).query == query.name
    assert {each.name for each in query.columns} - {"line"} <= set(reader.tables[0].names)


@pytest.fixture
def demo() -> Iterator[Callable[[FigureKind], Asked]]:
    """``demo(kind)``: what a figure of this kind is made from, for everyone, of an incident of the simulated archive."""
    archive = Archive(paths.BUNDLED["demo"])
    serving = serve(archive)
    yield lambda kind: Asked(
        kind, archive, serving, Gate.of("public"), "BUTTON", "incident", (), (), {}, {}
    )
    serving.close()


def test_the_example_of_a_measure_counts_the_items_of_an_incident(
    demo: Callable[[Any], Asked],
) -> None:
    measure = _example("adding-a-measure.md")["ITEMS_ON_RECORD"]
    asked = demo(None)
    found = measure.estimate(Request(asked.serving, "BUTTON", "incident", (), (), {}))
    assert sum(each.value for each in found) == 40
    (none,) = measure.estimate(Request(asked.serving, "NOWHERE", "incident", (), (), {}))
    assert none.status == "NE_FEW"


def test_the_example_of_a_figure_says_and_draws_what_is_there(
    demo: Callable[[Any], Asked],
) -> None:
    kind = _example("adding-a-figure.md")["ITEMS"]
    made = kind.make(demo(kind))
    assert made.headline.startswith("BUTTON: 40 items on ")
    assert sum(made.draw(Canvas(800)).data[0].x) == 40


def test_the_pictures_are_those_that_the_script_takes_and_light_enough() -> None:
    folder = ROOT / "docs" / "pictures"
    taken = {shot.name for shot in screenshots.SHOTS}
    assert {path.name for path in folder.iterdir()} == taken
    assert set(re.findall(r"docs/pictures/([\w.]+)", _text(README))) == taken
    weights = [path.stat().st_size for path in folder.iterdir()]
    assert max(weights) < HEAVIEST
    assert sum(weights) < ALL_TOGETHER


def test_the_citation_names_the_version_that_runs() -> None:
    cited = re.search(r"^version: (\S+)$", _text(ROOT / "CITATION.cff"), re.MULTILINE)
    assert cited is not None
    assert cited.group(1) == ripplemark.__version__


def test_no_page_of_the_manual_sends_its_reader_to_a_document_that_is_not_there() -> None:
    there = {path.name for path in ROOT.glob("*.md")} | {path.name for path in PAGES}
    there |= {path.name for path in (ROOT / "benchmarks").glob("*.md")}
    named = {name for path in PAGES for name in re.findall(r"\b([\w-]+\.md)\b", _text(path))}
    assert named <= there
