"""The sensitivity strips show the measures' own answers, mark the default, and say whether the number depends on a choice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from real_path import Asking, Storing
from series_told import CANVASES, EPISODE, HEADER, collisions, episode, make, rows, words

from ripplemark import export
from ripplemark.figure import Figure
from ripplemark.figures import named
from ripplemark.figures.sensitivity import METRICS
from ripplemark.measures import bins

DIPPED = [*EPISODE[:206], 20.0, 30.0, *EPISODE[208:]]
"""Two hours stand low six hours after the peak."""


def _steps(figure: Figure, threshold: str) -> list[dict[str, object]]:
    return [row for row in figure.shown.to_pylist() if row["threshold"] == threshold]


def test_each_row_is_the_measures_own_answer(
    storing: Storing, asking: Asking, tmp_path: Path
) -> None:
    storing(HEADER, *rows(DIPPED))
    found = make(tmp_path, "sensitivity").shown.to_pylist()
    assert len(found) > 20
    for row in found:
        setting = row["setting"]
        settings = {} if setting is None else {str(row["threshold"]): f"{setting:g}"}
        (own,) = asking("half-life", settings=settings)
        told = (row["value"], row["low"], row["high"], row["status"])
        assert told == (own.value, own.low, own.high, own.status)


def test_the_default_of_each_threshold_is_marked_once(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    figure = make(tmp_path, "sensitivity", sigmas="3.3")
    names = {str(row["threshold"]) for row in figure.shown.to_pylist()}
    assert names == {"baseline", "run", "sigmas", "alpha", "least", "hold"}
    for name in names:
        steps = _steps(figure, name)
        assert sum(bool(step["is_default"]) for step in steps) == 1
        (chosen,) = [step["setting"] for step in steps if step["is_chosen"]]
        assert chosen == (3.3 if name == "sigmas" else dict(_defaults())[name])
    picture = words(figure.draw(CANVASES[0]))
    assert "28 (default)" in picture
    assert "3.3" in picture
    assert "Height of the threshold, in standard deviations" in picture


def _defaults() -> list[tuple[str, float | None]]:
    return [(each.name, each.default) for each in named("sensitivity").parameters]


def test_a_number_that_stays_is_said_to_stay(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(EPISODE))
    told = make(tmp_path, "sensitivity", metric="time-to-peak").headline
    assert told.startswith("The time to peak of posts on Chirp")
    assert "does not depend on the thresholds" in told or "hardly depends" in told


def test_a_number_that_hangs_on_one_threshold_names_it(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(DIPPED))
    figure = make(tmp_path, "sensitivity")
    assert "bins in a row below half or a tenth" in figure.headline
    assert "length of the baseline" not in figure.headline
    (first, *_) = figure.claims.borne
    assert "each threshold varied alone" in first
    assert any("depends on" in each.why for each in figure.claims.unborne)


def test_a_choice_without_a_number_is_a_gap_with_its_reason(
    storing: Storing, tmp_path: Path
) -> None:
    # The quiet level is 10 an hour and the rise goes to 16: the least value of 20 is never exceeded.
    storing(HEADER, *rows(episode(400, 200, top=40.0, base=1.0, fade=60.0)[:330]))
    figure = make(tmp_path, "sensitivity", metric="onset", least="100")
    (silent,) = [row for row in _steps(figure, "least") if row["setting"] == 100]
    assert silent["value"] is None
    assert silent["status"] != "ok"
    assert "nothing rises" in str(silent["reason"])
    assert "cannot be said with these thresholds" in figure.headline
    assert "choices give a number" in figure.headline
    assert any(each.startswith("no number:") for each in words(figure.draw(CANVASES[0])))


def test_where_only_another_choice_is_silent_the_headline_names_it(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(episode(400, 200, top=18.0, base=1.0, fade=60.0)))
    figure = make(tmp_path, "sensitivity", metric="onset")
    silent = [row for row in figure.shown.to_pylist() if row["value"] is None]
    assert {row["threshold"] for row in silent} == {"least"}
    assert "least value of a bin" in figure.headline


def test_nothing_stored_says_what_to_add(storing: Storing, tmp_path: Path) -> None:
    storing("time,kind", "2025-03-01T10:00Z,fact_check")
    figure = make(tmp_path, "sensitivity")
    assert figure.empty
    assert "Add" in figure.subtitle


def test_the_bins_are_read_once_for_all_estimates(
    storing: Storing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    storing(HEADER, *rows(EPISODE))
    read: list[object] = []
    own = bins._read

    def counted(*given: object) -> object:
        read.append(given)
        return own(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(bins, "_read", counted)
    make(tmp_path, "sensitivity")
    assert len(read) == 1


@pytest.mark.parametrize("metric", METRICS)
def test_no_words_of_the_picture_touch(storing: Storing, tmp_path: Path, metric: str) -> None:
    storing(HEADER, *rows(DIPPED))
    figure = make(tmp_path, "sensitivity", metric=metric)
    assert not figure.empty
    for canvas in CANVASES:
        assert collisions(figure.draw(canvas)) == []


def test_a_changed_threshold_stands_in_the_subtitle_the_source_and_every_export(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(DIPPED))
    figure = make(tmp_path, "attention", "public", hold="3")
    usual = make(tmp_path, "attention", "public")
    assert "With the default thresholds:" in figure.subtitle
    assert "With the default thresholds" not in usual.subtitle
    said = "thresholds changed: bins in a row below half or a tenth 3 bins (default 2 bins)"
    assert said in figure.source
    assert "thresholds changed" not in usual.source
    for ending in ("svg", "json", "csv", "html"):
        path = tmp_path / f"out.{ending}"
        export.write(figure, path, "article", None, "light", None)
        written = path.read_text(encoding="utf-8")
        if ending == "csv":
            written = (tmp_path / "out.about.txt").read_text(encoding="utf-8")
        assert "thresholds changed" in " ".join(written.split()), ending
    document = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert document["parameters"]["hold"] == "3"
    (half,) = [each for each in document["measures"] if each["metric"] == "half-life"]
    assert half["parameters"]["hold"] == 3
