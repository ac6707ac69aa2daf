"""An analysis plan: frozen whole, never changed, and every difference from it is said."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from real_path import Storing
from test_measured_lifecycle import HEADER, ROWS

from ripplemark import cli, export
from ripplemark.archive import Archive, Frozen
from ripplemark.archive.serving import serve
from ripplemark.errors import InputError, UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.planning import NotASelection, SeriesNotYetKnown, freeze
from ripplemark.gate import Gate
from ripplemark.measures.plans import EmptyPlan, Plan, digest, plans

ALL = ("half-life", "peak", "onset", "resurgences")
"""What the attention figure reads."""


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    """The test's own archive, with an incident of which nothing is stored yet."""
    made = Archive(tmp_path / "archive")
    made.ensure_incident("LANTERN")
    return made


def _figure(archive: Archive, name: str = "attention", **settings: str) -> Figure:
    serving = serve(archive)
    try:
        gate = Gate.of("public")
        return figure(archive, serving, gate, name, incident="LANTERN", settings=settings)
    finally:
        serving.close()


def test_a_figure_without_a_plan_says_nothing_of_one(archive: Archive, storing: Storing) -> None:
    storing(HEADER, *ROWS["TOY"])
    made = _figure(archive)
    assert made.registered == {}
    assert "plan" not in made.source


def test_a_plan_that_came_first_and_is_followed_is_as_registered(
    archive: Archive, storing: Storing
) -> None:
    plan = freeze(archive, "LANTERN", ALL)
    storing(HEADER, *ROWS["TOY"])
    made = _figure(archive)
    assert f"Analysis plan {plan.digest} of " in made.source
    assert "frozen before these data were added; as registered." in made.source
    assert made.registered["as_registered"] is True
    assert made.registered["data_before_plan"] == 0


def test_a_plan_made_after_the_data_says_so(archive: Archive, storing: Storing) -> None:
    report = storing(HEADER, *ROWS["TOY"])
    plan = freeze(archive, "LANTERN", ALL)
    assert plan.datasets == (report.dataset_id,)
    made = _figure(archive)
    assert "frozen after these data were added; as registered." in made.source
    assert made.registered["data_before_plan"] == 1


def test_each_point_that_differs_is_listed(archive: Archive, storing: Storing) -> None:
    freeze(
        archive,
        "LANTERN",
        ("half-life", "onset", "resurgences"),
        {"half-life.hold": "3", "baseline": "42"},
    )
    storing(HEADER, *ROWS["TOY"])
    told = _figure(archive, baseline="42", sigmas="4").registered
    assert told["as_registered"] is False
    assert told["differs"] == [
        "sigmas of half-life of intensity 4 (plan: 3)",
        "hold of half-life of intensity 2 (plan: 3)",
        "peak is not in the plan",
        "sigmas of onset 4 (plan: 3)",
        "sigmas of resurgences 4 (plan: 3)",
    ]
    assert _figure(archive, baseline="42").registered["differs"] == [
        "hold of half-life of intensity 2 (plan: 3)",
        "peak is not in the plan",
    ]


def test_the_planned_main_series_is_compared_with_the_one_that_is_read(
    archive: Archive, storing: Storing
) -> None:
    storing(HEADER, *ROWS["TWO"])
    freeze(archive, "LANTERN", ALL, main={"social": "views"})
    serving = serve(archive)
    serving.close()
    keys = ["posts", "views"]
    for name in keys:
        archive.decide("LANTERN", "main.social", name)
        told = _figure(archive).registered["differs"]
        other = ["the series is not the planned main one of its channel"]
        assert told == ([] if name == "views" else other)


def test_a_series_can_be_planned_before_it_is_there(archive: Archive, storing: Storing) -> None:
    freeze(archive, "LANTERN", ALL, main={"social": "posts"})
    storing(HEADER, *ROWS["TOY"])
    assert _figure(archive).registered["differs"] == []
    freeze(archive, "LANTERN", ALL, main={"news": "term A"})
    assert _figure(archive).registered["differs"] == [
        "the plan names no main series of this channel"
    ]


def test_another_selection_of_rows_is_said(archive: Archive, storing: Storing) -> None:
    freeze(archive, "LANTERN", ("median-lag",), where={"platform": "Chirp"})
    items = [f"Chirp,i{k},2025-03-01T00:00Z,2025-03-0{k}T00:00Z,removed" for k in (2, 3, 4)]
    storing("platform,item,posted_at,down_at,outcome", *items)
    serving = serve(archive)
    try:
        asked = {
            where: figure(
                archive,
                serving,
                Gate.of("private"),
                "removal-survival",
                incident="LANTERN",
                where=where,
            ).registered["differs"]
            for where in ((), (("platform", "Chirp"),))
        }
    finally:
        serving.close()
    assert "other rows are selected than planned" in asked[()]
    assert "other rows are selected than planned" not in asked[(("platform", "Chirp"),)]


def test_a_later_plan_counts_and_the_earlier_one_is_kept(
    archive: Archive, storing: Storing
) -> None:
    first = freeze(archive, "LANTERN", ("onset",))
    storing(HEADER, *ROWS["TOY"])
    second = freeze(archive, "LANTERN", ALL)
    assert [each.digest for each in plans(archive, "LANTERN")] == [first.digest, second.digest]
    made = _figure(archive)
    assert second.digest in made.source
    assert first.digest not in made.source
    assert "in place of 1 earlier one" in made.source
    assert made.registered["supersedes"] == 1


def test_a_plan_cannot_be_taken_back(archive: Archive) -> None:
    plan = freeze(archive, "LANTERN", ALL)
    with pytest.raises(Frozen, match="cannot be changed or taken back"):
        archive.undo(plan.plan_id)
    assert len(plans(archive, "LANTERN")) == 1


def test_a_record_that_was_changed_by_hand_is_found_out(archive: Archive, storing: Storing) -> None:
    plan = freeze(archive, "LANTERN", ALL)
    storing(HEADER, *ROWS["TOY"])
    path = archive.root / "decisions" / f"{plan.plan_id}.json"
    told = json.loads(path.read_text())
    told["value"]["metrics"]["half-life"]["parameters"]["hold"] = 1
    path.write_text(json.dumps(told))
    (found,) = plans(Archive(archive.root), "LANTERN")
    assert not found.whole
    assert "its record was changed after it was frozen" in _figure(Archive(archive.root)).source


def test_the_hash_is_of_the_whole_content(archive: Archive) -> None:
    plan = freeze(archive, "LANTERN", ALL)
    (made,) = [each for each in archive.decisions() if each.key == "plan"]
    content = {key: value for key, value in dict(made.value).items() if key != "hash"}  # type: ignore[arg-type]
    assert digest(content) == plan.digest
    for key in content:
        assert digest({**content, key: "other"}) != plan.digest
    assert Plan.of(replace(made)) == plan


def test_every_setting_is_frozen_with_its_default_and_method_version(archive: Archive) -> None:
    (name,) = plan_of = freeze(archive, "LANTERN", ("half-life",), {"sigmas": "4"}).metrics
    planned = plan_of[name]
    assert planned.method_version == 3
    assert planned.parameters["sigmas"] == 4
    assert planned.parameters["baseline"] == 28
    assert set(planned.parameters) >= {"run", "alpha", "least", "hold", "from", "to"}


@pytest.mark.parametrize(
    ("error", "given"),
    [
        (EmptyPlan, {"metrics": ()}),
        (UnknownName, {"metrics": ("half-live",)}),
        (UnknownName, {"metrics": ("onset",), "settings": {"hold": "2"}}),
        (InputError, {"metrics": ("onset",), "settings": {"run": "many"}}),
        (UnknownName, {"metrics": ("onset",), "where": {"outcome": "removed"}}),
        (NotASelection, {"metrics": ("onset",), "where": {"platform": "https://example.org/x"}}),
        (UnknownName, {"metrics": ("onset",), "main": {"radio": "posts"}}),
        (SeriesNotYetKnown, {"metrics": ("onset",), "main": {"social": "Jane Example"}}),
    ],
    ids=lambda each: getattr(each, "__name__", ""),
)
def test_what_cannot_be_planned_is_refused_and_nothing_is_frozen(
    archive: Archive, error: type[Exception], given: dict[str, object]
) -> None:
    with pytest.raises(error):
        freeze(archive, "LANTERN", **given)  # type: ignore[arg-type]
    assert plans(archive, "LANTERN") == ()


def test_every_export_carries_it(archive: Archive, storing: Storing, tmp_path: Path) -> None:
    plan = freeze(archive, "LANTERN", ALL)
    storing(HEADER, *ROWS["TOY"])
    made = _figure(archive, hold="3")
    for ending in ("svg", "json", "csv", "html"):
        path = tmp_path / f"out.{ending}"
        export.write(made, path, "article", None, "light", None)
        read = tmp_path / "out.about.txt" if ending == "csv" else path
        assert plan.digest in read.read_text(encoding="utf-8"), ending
    told = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["registered"]
    assert told["plan"] == plan.digest
    assert told["differs"] == ["hold of half-life of intensity 3 (plan: 2)"]


def test_the_command_line_freezes_and_lists(
    archive: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["plan", "LANTERN", "--metric", "onset", "--set", "run=3", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["metrics"]["onset"]["parameters"]["run"] == 3
    assert cli.run(["plan", "LANTERN", "--metric", "peak"]) == 0
    assert "no datasets were there already" in capsys.readouterr().err
    assert cli.run(["plan", "LANTERN", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert [each["counts"] for each in listed] == [False, True]
    assert listed[0]["plan"] == made["plan"]
    assert cli.run(["plan", "LANTERN", "--set", "run=3"]) == 2
    assert cli.run(["plan", "NOBODY"]) == 1
    assert cli.run(["decide", "LANTERN", "plan=onset"]) == 1
    assert len(plans(archive, "LANTERN")) == 2
