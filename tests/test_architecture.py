"""The rules of the house that no linter knows: who may import what, where SQL may stand, how long a module is."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

from ripplemark import measures
from ripplemark.measures import MEASURES, Measure

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ripplemark"
MODULES = sorted(PACKAGE.rglob("*.py"))
FACES = [
    path for path in (ROOT / "app.py", *sorted((ROOT / "pages").glob("*.py"))) if path.exists()
]
LONGEST = 400
TABLES_OF_WORDS = {"headers.py", "outcomes.py"}
"""Vocabulary of takedown sheets in four languages: data in Python's notation, one word a line."""

SQL = re.compile(
    r"\b(SELECT\s+json_|SELECT\s+\S.*\bFROM\b|COPY\s+.+\bTO\b|INSERT\s+INTO|CREATE\s+(OR\s+REPLACE\s+)?(TEMP\s+)?(TABLE|VIEW)"
    r"|ATTACH\s+'|DROP\s+(TABLE|VIEW)|UPDATE\s+\w+\s+SET|DELETE\s+FROM|PRAGMA\s+\w+)",
    re.DOTALL,
)
PERMITTED = {("engine/guard.py", "SELECT json_serialize_sql")}
"""Besides queries/: the guard asks DuckDB for a statement's tree. Parquet is written without SQL text."""


def _imported(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            found |= (
                {f"ripplemark.{alias.name}" for alias in node.names}
                if module == "ripplemark"
                else {module}
            )
    return found


def _within(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


@pytest.mark.parametrize("path", FACES, ids=lambda path: path.name)
def test_a_page_imports_streamlit_the_ui_and_errors_only(path: Path) -> None:
    allowed = ("streamlit", "ripplemark.ui", "ripplemark.errors", "__future__")
    assert {n for n in _imported(path) if not any(_within(n, one) for one in allowed)} == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_only_the_ui_imports_streamlit(path: Path) -> None:
    if path.relative_to(PACKAGE).parts[0] == "ui":
        return
    assert {name for name in _imported(path) if _within(name, "streamlit")} == set()


def test_the_command_line_starts_without_streamlit_statsmodels_and_plotly() -> None:
    # TECH.md: importing statsmodels costs seconds; a command that does not need it must not wait for it.
    program = (
        "import sys, ripplemark.cli, ripplemark.measures;"
        "heavy = {'streamlit', 'statsmodels', 'plotly', 'kaleido'};"
        "print(sorted(heavy & set(sys.modules)))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert told.stdout.strip() == "[]"


def test_no_sql_stands_in_the_package_but_where_the_design_permits_it() -> None:
    found = {
        (path.relative_to(PACKAGE).as_posix(), text)
        for path in MODULES
        for text in _texts(path)
        if SQL.search(text)
    }
    strange = {
        (name, text)
        for name, text in found
        if not any(name == where and text.startswith(start) for where, start in PERMITTED)
    }
    assert strange == set()
    assert len(found) == len(PERMITTED)


def _texts(path: Path) -> list[str]:
    """Every text of a module that is not a docstring; the parts of f-strings joined, values as '?'."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            found.append(
                "".join(p.value if isinstance(p, ast.Constant) else "?" for p in node.values)
            )  # type: ignore[misc]
        elif isinstance(node, ast.Constant) and isinstance(node.value, str):
            found += [] if id(node) in spoken else [node.value]
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_no_module_is_a_drawer(path: Path) -> None:
    assert path.stem not in ("utils", "helpers", "common", "misc", "manager")
    lines = len(path.read_text(encoding="utf-8").splitlines())
    assert lines <= LONGEST or path.name in TABLES_OF_WORDS


def test_no_module_prints_or_catches_everything() -> None:
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                assert node.func.id != "print", path.name
            if isinstance(node, ast.ExceptHandler):
                caught = ast.unparse(node.type) if node.type else "everything"
                assert caught not in ("everything", "Exception"), path.name


def test_every_metric_in_the_folder_is_registered_and_says_all_it_must() -> None:
    written = {
        each.name
        for module in pkgutil.iter_modules(measures.__path__, f"{measures.__name__}.")
        for each in vars(importlib.import_module(module.name)).values()
        if isinstance(each, Measure)
    }
    assert [each.name for each in MEASURES if each.name not in written] == []
    assert written == {each.name for each in MEASURES}
    assert len({each.name for each in MEASURES}) == len(MEASURES)
    for each in MEASURES:
        assert all((each.title, each.symbol, each.unit, each.definition, each.source)), each.name


def test_no_file_names_a_folder_of_somebodys_machine() -> None:
    named = re.compile(r"/(home|Users|work)/[a-z]")
    for path in (*MODULES, *FACES, *(ROOT / "queries").rglob("*.sql")):
        assert not named.search(path.read_text(encoding="utf-8")), path.name
