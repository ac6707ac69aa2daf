"""The Platforms page opens on real figures at first start, keeps every choice in its address, and is never an incident's."""

from __future__ import annotations

import time

import pytest
from real_path import Storing
from seen import Opening

from ripplemark import paths
from ripplemark.archive import Archive
from tests.pages.seen import address, headlines, words

HEADER = "platform,period_start,period_end,metric,value,n"
ROWS = [
    f"Chirp,2025-06-{day:02d},2025-06-{day + 1:02d},statements,{100 * day},{100 * day}"
    for day in range(1, 11)
]


def test_it_opens_on_real_figures_at_first_start(opening: Opening, archive: Archive) -> None:
    page = opening("platforms")
    assert not page.error
    assert archive.datasets() == ()
    first, second = headlines(page)
    assert first == (
        "12 platforms reported 4.73 billion decisions from 25 September 2023 to 10 January 2026"
    )
    assert second.startswith("TikTok reported 2.17 billion decisions")
    said = words(page)
    assert "European Commission, DSA Transparency Database" in said
    assert "shantay 0.6.0" in said
    assert "Simulated" not in said
    assert len(page.get("plotly_chart")) == 2


def test_it_says_in_one_sentence_that_a_platforms_file_is_no_incident(opening: Opening) -> None:
    for name in ("platforms", "data"):
        said = words(opening(name))
        assert "A file about a platform or a whole database is never an incident" in said, name


def test_every_choice_comes_back_from_the_address(opening: Opening) -> None:
    choice = {"measure": "lag", "platform": "X", "from": "2024-01-01", "to": "2024-07-01"}
    page = opening("platforms", **choice)
    first, second = headlines(page)
    assert "12 platforms" not in second
    assert "reported mean lags of" in first
    assert second.startswith("X reported ")
    assert "from 1 January 2024 to 30 June 2024" in second
    assert page.selectbox(key="control-measure").value == "lag"
    assert page.selectbox(key="control-platform").value == "X"
    page.selectbox(key="control-measure").select("intimate").run()
    assert address(page) == choice | {"measure": "intimate"}
    assert "non-consensual image sharing" in headlines(page)[0]


def test_what_the_address_asks_for_in_vain_is_said_and_left_out(opening: Opening) -> None:
    page = opening("platforms", measure="speed", platform="Chirp", dataset="mine", series="x")
    (warning,) = page.warning
    for name in ("measure", "platform", "dataset"):
        assert f"'{name}' takes" in warning.value.replace("\\", "")
    assert not page.error
    assert len(headlines(page)) == 2


def test_a_link_that_was_made_here_says_nothing_about_another_archive(opening: Opening) -> None:
    page = opening("platforms")
    page.segmented_control(key="part-platform-reports").set_value("Link and cite").run()
    state = Archive(paths.BUNDLED["platforms"]).fingerprint()
    assert any(f"state={state}" in each.value for each in page.code)
    assert any("European Commission" in each.value for each in page.code)
    assert not opening("platforms", state=state).info
    assert "has changed since" in opening("platforms", state="0123456789ab").info[0].value


def test_a_period_without_figures_says_so_and_keeps_the_controls(opening: Opening) -> None:
    page = opening("platforms", **{"from": "2030-01-01"})
    assert headlines(page) == ["No platform reported anything in this period"]
    assert page.selectbox(key="control-measure")


def test_ones_own_daily_figures_can_be_chosen_and_are_never_added(
    opening: Opening, storing: Storing
) -> None:
    page = opening("platforms")
    assert not [each for each in page.selectbox if each.key == "control-dataset"]
    name = str(storing(HEADER, *ROWS, incident=None).dataset_id)
    page = opening("platforms", platform="X")
    assert "12 platforms reported 4.73 billion" in headlines(page)[0]
    page.selectbox(key="control-dataset").select(name).run()
    assert not page.warning
    assert address(page) == {"dataset": name}
    assert headlines(page)[0] == "Chirp reported 5,500 decisions from 1 June 2025 to 10 June 2025"
    assert headlines(page)[1].startswith("Chirp reported 5,500 decisions")
    assert page.selectbox(key="control-platform").options == ["Chirp"]


def test_it_shows_the_same_where_other_machines_can_reach_it(
    opening: Opening, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = headlines(opening("platforms"))
    monkeypatch.setenv(paths.WITHOUT_VAULT, "1")
    assert headlines(opening("platforms")) == mine


def test_a_public_file_of_it_needs_no_answers_about_an_incident(opening: Opening) -> None:
    page = opening("platforms")
    page.segmented_control(key="part-platform-reports").set_value("Save").run()
    page.selectbox(key="as-platform-reports").select("csv").run()
    next(each for each in page.button if each.label == "Make the CSV").click().run()
    download, _ = page.get("download_button")
    assert download.proto.label.startswith("Download ripplemark-platform-reports-")
    assert "simulated" not in download.proto.label


def test_its_script_is_fast_once_its_figures_are_made(opening: Opening) -> None:
    page = opening("platforms")
    taken = []
    for _ in range(5):
        began = time.process_time()  # work, not waiting: a busy machine is no failure
        page.run()
        taken.append(time.process_time() - began)
    assert min(taken) < 0.25


def test_what_has_no_file_yet_says_which_file_would_show_it(opening: Opening) -> None:
    page = opening("platforms")
    assert [each.value for each in page.subheader] == ["What files of your own would add"]
    said = words(page)
    for name, file in (
        ("Posts with a note shown, in your own norms", "the status history of Community Notes"),
        ("Who found it, in your own norms", "statements of the EU's DSA Transparency Database"),
    ):
        assert f"**{name}.** Add" in said
        assert file in said
