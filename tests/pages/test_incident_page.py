"""The page from an empty archive to three numbers, with every refusal on the way in words."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from ripplemark.ui import reading
from tests.invented import takedown_log, trends


def words(page: AppTest) -> str:
    """Everything that the page says, in order."""
    said = [*page.title, *page.header, *page.markdown, *page.caption, *page.error, *page.warning]
    return "\n".join(str(each.value) for each in said)


def give(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].upload(name, content)
    return page.run()


def store(page: AppTest) -> AppTest:
    return next(each for each in page.button if each.label.startswith("Store")).click().run()


def code_of(page: AppTest) -> str:
    return str(page.session_state["incident"])


def test_an_empty_archive_says_what_this_is_and_what_to_do_first(page: AppTest) -> None:
    page.run()
    assert not page.exception
    assert page.title[0].value == "Ripplemark"
    assert "First make an incident" in words(page)
    assert [each.label for each in page.button] == ["Draw a code word"]


def test_a_new_incident_gets_a_drawn_word_and_what_was_said_of_it(page: AppTest) -> None:
    page.run()
    kind, zone = page.selectbox[1], page.selectbox[2]
    assert zone.value == "Europe/Berlin"
    kind.select("deepfake")
    page.radio[0].set_value("sensitive")
    page.button[0].click().run()
    archive = reading.archive()
    (code,) = archive.incidents()
    assert page.title[0].value == code == code_of(page)
    decided = [archive.decision(code, key) for key in ("kind", "home_zone", "sensitivity")]
    assert decided == ["deepfake", "Europe/Berlin", "sensitive"]
    assert page.file_uploader


def test_an_unknown_incident_in_the_address_is_said_in_words(incident: AppTest) -> None:
    other = AppTest.from_file(str(incident._script_path), default_timeout=60)
    other.query_params["incident"] = "NOWHERE"
    other.run()
    assert "an incident NOWHERE that this archive does not have" in other.warning[0].value
    assert code_of(incident) in other.warning[0].value


def test_an_incident_in_the_address_opens(incident: AppTest) -> None:
    other = AppTest.from_file(str(incident._script_path), default_timeout=60)
    other.query_params["incident"] = code_of(incident)
    other.run()
    assert other.title[0].value == code_of(incident)


def test_two_files_give_three_numbers_with_their_intervals(incident: AppTest) -> None:
    give(incident, "downloaded.csv", trends())
    assert "Google Trends" in words(incident)
    assert "120 rows would be stored" in words(incident)
    store(incident)
    give(incident, "log.csv", takedown_log())
    assert "One time occurs twice in Europe/Berlin" in words(incident).replace("\\", "")
    store(incident)
    assert not incident.exception
    # The CLI's 'measure' gives 55.1 h, 68.9 h and 10.04 days for the same files.
    assert [each.value for each in incident.metric] == ["55 hours", "69 hours", "10 days"]
    said = words(incident)
    assert said.count("95 % interval: ") >= 6
    assert "40 items: 32 gone, 8 not gone when last looked at. Counted from the notice." in said
    assert "Gone within 48 hours" in said
    assert "invented rumour" in said
    charts = incident.get("plotly_chart")
    assert [chart.proto.alt[:4] for chart in charts] == ["Line", "Step", "Area"]


def test_what_must_be_asked_keeps_the_button_off_until_it_is_answered(incident: AppTest) -> None:
    log = takedown_log().replace(b";10.11.2025 18:05", b";")
    give(incident, "log.csv", log)
    button = next(each for each in incident.button if each.label == "Store")
    assert button.disabled
    assert "When was the last look?" in incident.text_input[0].label
    incident.text_input[0].set_value("soon").run()
    assert incident.error
    assert incident.text_input[0].value == "soon"
    incident.text_input[0].set_value("2025-11-10T18:05").run()
    assert not incident.error
    store(incident)
    (package,) = reading.archive().datasets()
    assert package.answers["last-look"] == "2025-11-10T18:05"


def test_rows_that_cannot_be_stored_are_shown_and_left_out_only_when_said(
    incident: AppTest,
) -> None:
    log = takedown_log().replace(b"26.10.2025 05:47", b"31.02.2025 05:47")
    give(incident, "log.csv", log)
    table = incident.dataframe[-1].value
    assert list(table.columns) == ["Line", "Column", "What is wrong", "Cell", "What to do"]
    assert set(table["Line"]) == {8}
    assert table["Cell"].tolist()[0] == "31.02.2025 05:47"
    button = next(each for each in incident.button if each.label.startswith("Store"))
    assert button.label == "Store without the 1 row"
    button.click().run()
    (package,) = reading.archive().datasets()
    assert (package.counts.rows_stored, package.counts.rows_rejected) == (39, 1)
    assert "1 row left out" in words(incident)


def test_the_zone_of_a_file_may_differ_from_the_incidents(incident: AppTest) -> None:
    give(incident, "log.csv", takedown_log())
    zone = next(each for each in incident.selectbox if each.label.startswith("Time zone"))
    assert zone.value == "Europe/Berlin"
    zone.select("UTC").run()
    store(incident)
    (package,) = reading.archive().datasets()
    assert package.zone == "UTC"


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.csv", b"", "empty"),
        ("page.csv", b"<!DOCTYPE html><html><body>404</body></html>", "web page"),
        ("other.csv", b"a,b\n1,2\n", "not known"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_in_words_and_nothing_is_stored(
    incident: AppTest, name: str, content: bytes, said: str
) -> None:
    give(incident, name, content)
    assert not incident.exception
    assert said in incident.error[0].value.replace("\\", "")
    assert reading.archive().datasets() == ()


def test_the_same_file_twice_is_refused_with_the_reason(incident: AppTest) -> None:
    store(give(incident, "log.csv", takedown_log()))
    give(incident, "the same under another name.csv", takedown_log())
    assert "already in the archive" in incident.error[0].value
    assert len(reading.archive().datasets()) == 1


def test_a_file_can_be_read_again_in_place_of_what_is_stored(incident: AppTest) -> None:
    store(give(incident, "log.csv", takedown_log()))
    (before,) = reading.archive().datasets()
    give(incident, "again.csv", takedown_log())
    incident.checkbox[0].check().run()
    zone = next(each for each in incident.selectbox if each.label.startswith("Time zone"))
    zone.select("UTC").run()
    store(incident)
    (after,) = reading.archive().datasets()
    assert (before.zone, after.zone) == ("Europe/Berlin", "UTC")
    assert after.replaces == (before.dataset_id,)


def test_a_dataset_can_be_removed_and_brought_back(incident: AppTest) -> None:
    store(give(incident, "log.csv", takedown_log()))
    assert incident.metric
    next(each for each in incident.button if each.label == "Remove").click().run()
    assert reading.archive().datasets() == ()
    assert not incident.metric
    next(each for each in incident.button if each.label == "Undo").click().run()
    assert len(reading.archive().datasets()) == 1
    assert incident.metric


def test_with_several_series_none_is_picked_in_silence(incident: AppTest) -> None:
    two = trends().replace(b"rumour: (Germany)", b"rumour: (Germany),second: (Germany)")
    lines = [line + b",9" if line[:2] == b"20" else line for line in two.split(b"\n")]
    store(give(incident, "two.csv", b"\n".join(lines)))
    assert incident.metric[0].value == "choose a series"
    table = incident.table[0].value.replace({r"\\": ""}, regex=True)
    assert table["Half-life of intensity"].tolist()[0] == "55 hours"
    assert table["Series"].str.contains("invented rumour").tolist() == [True, False]
    pick = next(each for each in incident.selectbox if each.key == "series")
    assert pick.value is None
    assert "invented rumour" not in "".join(pick.options)  # they go into the address
    assert "term A is invented rumour" in words(incident).replace("\\", "")
    pick.select_index(0).run()
    assert [each.value for each in incident.metric] == ["55 hours", "no data", "10 days"]


def test_templates_can_be_downloaded(incident: AppTest) -> None:
    labels = [each.proto.label for each in incident.get("download_button")]
    assert labels == ["Download CSV", "Download XLSX"]


def test_a_dashboard_that_others_can_reach_shows_no_names_and_takes_no_files(
    incident: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(give(incident, "log of mine.csv", takedown_log()))
    store(give(incident, "trends of mine.csv", trends()))
    assert "of mine" in words(incident)
    monkeypatch.setenv("RIPPLEMARK_WITHOUT_VAULT", "1")
    incident.run()
    said = words(incident)
    assert "of mine" not in said
    assert "invented rumour" not in said
    assert not incident.file_uploader
    assert "takes no files and shows no names" in said
    assert incident.metric
