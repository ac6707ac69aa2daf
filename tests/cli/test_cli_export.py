"""``figures`` and ``export``: what is written where, what is said, who may see it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from real_path import Storing

import ripplemark.figures
from ripplemark.charts.canvas import Canvas
from ripplemark.cli import run
from ripplemark.figure import Figure
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.measures.base import Parameter
from ripplemark.result import Column

HEADER = "series,channel,metric,bin_start,bin_width,value"
DAYS = [f"posts,social,posts,2025-01-{day:02d},P1D,{day}" for day in range(1, 29)]


@dataclass(frozen=True, slots=True)
class Said:
    """One run: its exit code, what it wrote to stdout and to stderr."""

    code: int
    out: str
    err: str


def _draw(canvas: Canvas) -> Any:
    import plotly.graph_objects as go

    return go.Figure(go.Scatter(y=[1, 3, 2])).update_layout(width=canvas.width, height=300)


def _made(asked: Asked) -> Figure:
    words = Words(
        f"Posts about {asked.incident} peaked at {asked.settings['top']}", "Posts a day", "A peak."
    )
    rows = Drawn(_draw, pa.table({"value": [1, 3, 2]}), (Column("value", "BIGINT", "posts"),))
    return compose(asked, words, rows, asked.packages)


@pytest.fixture
def call(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, storing: Storing
) -> Callable[..., Said]:
    """A command line over an archive with LANTERN, whose registry holds one invented figure."""
    top = Parameter("top", "which peak", "highest", choices=("highest", "first"))
    kind = FigureKind(
        "peaks",
        "Peaks",
        "Where the peaks are.",
        "attention",
        ("peak",),
        _made,
        (top,),
        ("platform",),
    )
    monkeypatch.setattr(ripplemark.figures, "FIGURES", (kind,))
    storing(HEADER, *DAYS, zone="UTC")

    def one(*words: str | Path) -> Said:
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return one


def test_figures_lists_what_each_shows_and_which_settings_it_takes(
    call: Callable[..., Said],
) -> None:
    said = call("figures", "--json")
    (listed,) = json.loads(said.out)
    assert listed["name"] == "peaks"
    assert listed["metrics"] == ["peak"]
    assert listed["by"] == ["platform"]
    assert listed["settings"][0]["choices"] == ["highest", "first"]
    assert "peaks" in call("figures").out


def test_export_says_what_it_wrote_and_never_where(
    call: Callable[..., Said], tmp_path: Path
) -> None:
    to = tmp_path / "out.csv"
    said = call("export", "peaks", "--incident", "LANTERN", "--to", to, "--json")
    assert said.code == 0
    told = json.loads(said.out)
    assert told["file"] == "out.csv"
    assert (told["figure"], told["incident"], told["audience"]) == ("peaks", "LANTERN", "public")
    assert told["bytes"] == to.stat().st_size
    assert told["sha256"] == hashlib.sha256(to.read_bytes()).hexdigest()
    assert len(told["archive"]) >= 8
    assert to.read_bytes() == b"value\r\n1\r\n3\r\n2\r\n"
    assert str(tmp_path) not in said.out + said.err


def test_settings_reach_the_figure(call: Callable[..., Said], tmp_path: Path) -> None:
    to = tmp_path / "out.json"
    call("export", "peaks", "--incident", "LANTERN", "--to", to, "--set", "top=first")
    told = json.loads(to.read_text())
    assert told["headline"] == "Posts about LANTERN peaked at first"
    assert told["parameters"]["top"] == "first"


def test_export_is_public_unless_private_is_asked_for_and_then_says_so(
    call: Callable[..., Said], tmp_path: Path
) -> None:
    to = tmp_path / "out.html"
    call("export", "peaks", "--incident", "LANTERN", "--to", to)
    assert "Private: not for publication" not in to.read_text()
    said = call("export", "peaks", "--incident", "LANTERN", "--to", to, "--private", "--json")
    assert json.loads(said.out)["audience"] == "private"
    assert "Private: not for publication" in to.read_text()


def test_a_public_export_says_that_nobody_was_asked_and_goes_on(
    call: Callable[..., Said], tmp_path: Path
) -> None:
    to = tmp_path / "out.json"
    said = call("export", "peaks", "--incident", "LANTERN", "--to", to)
    assert said.code == 0
    assert "questions about publishing LANTERN have no answer yet" in said.err
    assert "decide LANTERN publication." in said.err
    assert json.loads(to.read_text())["publication"]["answers"] == {}


def test_an_answer_goes_into_the_file_and_a_refusal_writes_none(
    call: Callable[..., Said], tmp_path: Path
) -> None:
    to = tmp_path / "out.json"
    assert call("decide", "LANTERN", "publication.decision=publish").code == 0
    call("export", "peaks", "--incident", "LANTERN", "--to", to)
    answers = json.loads(to.read_text())["publication"]["answers"]
    assert answers == {"publication.decision": "publish"}
    to.unlink()
    call("decide", "LANTERN", "publication.decision=do_not_publish")
    said = call("export", "peaks", "--incident", "LANTERN", "--to", to)
    assert said.code == 1
    assert "--private" in said.err
    assert not to.exists()
    assert call("export", "peaks", "--incident", "LANTERN", "--to", to, "--private").code == 0


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("peaks", "--incident", "LANTERN", "--to", "x.docx"), 1, "png, svg, pdf, html, csv"),
        (("peaks", "--incident", "LANTERN", "--to", "x"), 1, "png, svg, pdf, html, csv"),
        (("nothing", "--incident", "LANTERN", "--to", "x.csv"), 1, "peaks"),
        (("peaks", "--to", "x.csv"), 1, "--incident CODE"),
        (("peaks", "--incident", "EMBER", "--to", "x.csv"), 1, "LANTERN"),
        (("peaks", "--incident", "LANTERN", "--to", "x.csv", "--size", "huge"), 1, "article"),
        (("peaks", "--incident", "LANTERN", "--to", "x.csv", "--look", "pink"), 1, "mono"),
        (("peaks", "--incident", "LANTERN", "--to", "x.png", "--scale", "9"), 1, "1 to 4"),
        (("peaks", "--incident", "LANTERN", "--to", "x.csv", "--by", "colour"), 1, "platform"),
        (("peaks", "--incident", "LANTERN", "--to", "none/x.csv"), 2, "folder"),
        (("peaks", "--incident", "LANTERN"), 2, "--to"),
        (("peaks", "--incident", "LANTERN", "--to", "x.csv", "--set", "top"), 2, "NAME=VALUE"),
    ],
)
def test_what_cannot_be_done_is_said_with_the_way_out_and_nothing_is_written(
    call: Callable[..., Said],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    words: tuple[str, ...],
    code: int,
    told: str,
) -> None:
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    said = call("export", *words)
    assert (said.code, said.out) == (code, "")
    assert told in said.err
    assert list((tmp_path / "here").iterdir()) == []


def test_a_file_that_is_there_is_replaced_whole_and_one_that_fails_leaves_it(
    call: Callable[..., Said], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    to = tmp_path / "out.svg"
    to.write_text("old")
    monkeypatch.setenv("BROWSER_PATH", str(tmp_path / "no browser here"))
    from ripplemark.export import pictures
    from ripplemark.export.browser import WarmBrowser

    without = WarmBrowser()
    monkeypatch.setattr(pictures, "browser", lambda: without)
    said = call("export", "peaks", "--incident", "LANTERN", "--to", to)
    without.close()
    assert said.code == 1
    assert "apt-get install chromium" in said.err
    assert to.read_text() == "old"
    to = tmp_path / "out.csv"
    to.write_text("old")
    assert call("export", "peaks", "--incident", "LANTERN", "--to", to).code == 0
    assert to.read_text().startswith("value")


@pytest.mark.browser
@pytest.mark.parametrize("ending", ["png", "svg", "pdf", "html", "csv", "xlsx", "parquet", "zip"])
def test_every_ending_writes_its_format(
    call: Callable[..., Said], tmp_path: Path, ending: str
) -> None:
    begins = {"png": b"\x89PNG", "svg": b"<svg", "pdf": b"%PDF", "html": b"<!DOCTYPE html>"}
    begins |= {"csv": b"value", "xlsx": b"PK", "parquet": b"PAR1", "zip": b"PK"}
    to = tmp_path / f"out.{ending}"
    assert call("export", "peaks", "--incident", "LANTERN", "--to", to).code == 0
    assert to.read_bytes().startswith(begins[ending])
