"""A figure on a page: headline, chart, source, and the row of all that belongs to it."""

from __future__ import annotations

from typing import Any

import plotly.graph_objects as go
import pyarrow as pa
import pytest
from real_path import Storing
from seen import Opening
from streamlit.testing.v1 import AppTest

from ripplemark import figures, publication
from ripplemark.archive import Archive
from ripplemark.charts.canvas import Canvas
from ripplemark.figure import Claims, Figure, Unborne
from ripplemark.figures.base import Asked, FigureKind
from ripplemark.figures.composing import Drawn, Words, compose
from ripplemark.measures import named
from ripplemark.result import Column
from tests.pages.seen import headlines, words

NAME = "attention"
MODERATION = "platform,item,notice_at,down_at,outcome,observed_until"


def _drawn(canvas: Canvas) -> Any:
    figure = go.Figure(go.Scatter(x=[1, 2], y=[3, 4]))
    figure.update_layout(width=canvas.width, height=321)
    return figure


def _made(asked: Asked) -> Figure:
    said = Words(
        "One item of 2 was gone within 48 hours",
        "Items, by platform",
        "A line that rises.",
        Claims(
            ("Of 2 items, 1 was gone within 48 hours.",),
            (Unborne("The platform was slow.", "Slow has no measure.", "A deadline."),),
        ),
        ("Two items are few.",),
    )
    rows = Drawn(
        _drawn, pa.table({"n": [1, 2]}), (Column("n", "BIGINT", "items", "how many items"),)
    )
    lines = {"gone": (2, 3, 4, 9)}
    return compose(asked, said, rows, asked.packages, [asked.measured("median-lag")], lines=lines)


def _failing(asked: Asked) -> Figure:
    raise ValueError(f"a secret of {asked.incident}")


@pytest.fixture
def page(opening: Opening, storing: Storing, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """The page of the viral lifecycle with an invented figure in place of its first, and a broken second."""
    kind = FigureKind(NAME, "Invented", "Invented for a test.", "attention", ("median-lag",), _made)
    broken = FigureKind("attention-by-series", "Broken", "Broken.", "attention", (), _failing)
    kept = [each for each in figures.FIGURES if each.name not in (NAME, broken.name)]
    monkeypatch.setattr(figures, "FIGURES", (kind, broken, *kept))
    storing(
        MODERATION,
        "Chirp,one,2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z",
        "Chirp,two,2025-03-01T10:00Z,,up,2025-03-05T10:00Z",
    )
    return opening("lifecycle", incident="LANTERN")


def part(page: AppTest, name: str) -> AppTest:
    page.segmented_control(key=f"part-{NAME}").set_value(name)
    return page.run()


def test_the_headline_stands_before_the_chart_and_the_chart_has_its_words(page: AppTest) -> None:
    assert headlines(page)[0] == "One item of 2 was gone within 48 hours"
    (chart,) = page.get("plotly_chart")
    assert chart.proto.alt == "A line that rises."
    assert "Source: " in words(page)
    assert "min-height:321px" in words(page)


def test_a_figure_that_fails_leaves_the_others_and_tells_no_data(page: AppTest) -> None:
    assert "went wrong that should not" in page.error[0].value
    assert "secret" not in words(page)
    assert headlines(page)


def test_what_can_be_written_is_open_first_with_what_cannot_and_why(page: AppTest) -> None:
    assert page.code[0].value == "Of 2 items, 1 was gone within 48 hours."
    said = words(page)
    assert "*The platform was slow.* Slow has no measure. To write it: A deadline." in said
    assert "- Two items are few." in said


def test_behind_the_count_stand_the_source_lines(page: AppTest) -> None:
    part(page, "Behind the count")
    assert "**gone**: 4 lines" in words(page)
    assert page.code[0].value == "2-4, 9"


def test_the_definition_has_its_source_its_version_and_its_sql(page: AppTest) -> None:
    part(page, "How this is defined")
    said = words(page)
    assert "**Median time to removal**" in said
    assert f"Method version {named('median-lag').method_version}" in said
    assert any("SELECT" in each.value for each in page.code)


def test_the_data_are_the_rows_that_are_drawn_and_what_they_mean(page: AppTest) -> None:
    part(page, "Data")
    assert page.dataframe[0].value["n"].tolist() == [1, 2]
    assert "**n** [items]: how many items" in words(page)


def test_the_citation_names_the_archive(page: AppTest, archive: Archive) -> None:
    part(page, "Link and cite")
    assert any(
        archive.fingerprint() in each.value and "Ripplemark" in each.value for each in page.code
    )


def _answer(page: AppTest, interest: str = "yes") -> AppTest:
    chosen = {"interest": interest, "consent": "nobody", "recognisable": "no", "checked": "editor"}
    for name, choice in (chosen | {"decision": "publish"}).items():
        page.radio(key=f"{NAME}-publication.{name}").set_value(choice)
    return next(each for each in page.button if each.label == "Keep these answers").click().run()


def test_before_the_first_export_it_is_asked_whether_to_publish_and_the_answers_are_kept(
    page: AppTest, archive: Archive
) -> None:
    part(page, "Save")
    page.selectbox(key=f"as-{NAME}").select("csv").run()
    assert not [each for each in page.button if each.label.startswith("Make")]
    _answer(page)
    answers = publication.answers_of(archive, "LANTERN")
    assert answers
    assert answers.given["publication.checked"] == "editor"
    next(each for each in page.button if each.label == "Make the CSV").click().run()
    download, beside = page.get("download_button")
    assert download.proto.label.startswith("Download ripplemark-LANTERN-attention-")
    assert ".csv" in download.proto.label
    assert ".about.txt" in beside.proto.label
    assert "Headline, caveats and source are in the text" in words(page)
    page.selectbox(key=f"as-{NAME}").select("json").run()
    next(each for each in page.button if each.label == "Make the JSON").click().run()
    assert len(page.get("download_button")) == 1


def test_nothing_is_made_before_it_is_asked_for(page: AppTest) -> None:
    part(page, "Save")
    assert not page.get("download_button")


def test_what_should_not_be_published_is_refused_in_words_but_not_for_ones_own_use(
    page: AppTest,
) -> None:
    part(page, "Save")
    page.selectbox(key=f"as-{NAME}").select("csv").run()
    _answer(page, interest="no")
    next(each for each in page.button if each.label == "Make the CSV").click().run()
    told = [each.value.replace("\\", "") for each in page.error]
    assert any("not to be published" in each and "--private" not in each for each in told)
    page.toggle(key=f"private-{NAME}").set_value(True).run()
    next(each for each in page.button if each.label == "Make the CSV").click().run()
    for download in page.get("download_button"):
        assert "private" in download.proto.label


def test_without_chromium_the_browsers_own_copy_is_asked_about_and_carries_all_words(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.ui.saving._can_draw", lambda: False)
    part(page, "Save")
    page.selectbox(key=f"as-{NAME}").select("png").run()
    assert len(page.get("plotly_chart")) == 1
    _answer(page)
    assert "HTML, CSV, XLSX, Parquet and JSON work without it" in words(page)
    copy = page.get("plotly_chart")[1].proto.spec
    for said in ("One item of 2 was gone within 48 hours", "Items, by platform", "Source:"):
        assert said in copy


def test_the_browsers_own_copy_of_what_should_not_be_published_is_refused(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ripplemark.ui.saving._can_draw", lambda: False)
    part(page, "Save")
    page.selectbox(key=f"as-{NAME}").select("png").run()
    _answer(page, interest="no")
    assert len(page.get("plotly_chart")) == 1
    assert any("not to be published" in each.value for each in page.error)


def test_a_picture_of_free_size_is_refused_in_words_where_it_cannot_be_drawn(page: AppTest) -> None:
    part(page, "Save")
    _answer(page)
    page.selectbox(key=f"size-{NAME}").select("free").run()
    assert [each.label for each in page.button if each.label.startswith("Make")] == ["Make the PNG"]
    page.number_input(key=f"width-{NAME}").set_value(20).run()
    assert "240 to 4000 pixels wide" in words(page).replace("\\", "")
    assert not [each for each in page.button if each.label.startswith("Make")]
    page.selectbox(key=f"unit-{NAME}").select("mm").run()
    page.number_input(key=f"width-{NAME}").set_value(85).run()
    page.number_input(key=f"height-{NAME}").set_value(60).run()
    assert [each.label for each in page.button if each.label.startswith("Make")] == ["Make the PNG"]


def test_where_a_figure_counts_no_lines_it_says_why(opening: Opening, storing: Storing) -> None:
    storing(
        "series,channel,platform,metric,bin_start,bin_width,value",
        *(f"posts,social,Chirp,posts,2025-03-{k + 1:02d},P1D,{k}" for k in range(20)),
    )
    page = part(opening("lifecycle", incident="LANTERN"), "Behind the count")
    assert "counts no rows of a file one by one" in words(page)


def test_the_overview_asks_about_every_incident_that_it_shows(
    opening: Opening, storing: Storing, archive: Archive
) -> None:
    storing(MODERATION, "Chirp,one,2025-03-01T10:00Z,2025-03-02T10:00Z,removed,2025-03-05T10:00Z")
    second = archive.new_incident()
    page = opening("overview")
    page.segmented_control(key="part-overview").set_value("Save").run()
    page.selectbox(key="as-overview").select("csv").run()
    for left in (2, 1):
        assert not [each for each in page.button if each.label.startswith("Make")]
        assert f"2 incidents; {left} of them" in words(page)
        first = next(each.key for each in page.radio if each.key.endswith("publication.interest"))
        where = first.removesuffix("publication.interest")
        given = {"interest": "yes", "consent": "nobody", "recognisable": "no", "checked": "editor"}
        for name, choice in (given | {"decision": "publish"}).items():
            page.radio(key=f"{where}publication.{name}").set_value(choice)
        next(e for e in page.button if e.label == "Keep these answers").click().run()
    assert publication.answers_of(archive, second)
    assert [each.label for each in page.button if each.label.startswith("Make")] == ["Make the CSV"]
    archive.decide(second, "publication.decision", "do_not_publish")
    next(e for e in page.button if e.label == "Make the CSV").click().run()
    assert any("not to be published" in each.value for each in page.error)
