"""From a code word to stored files, with every refusal on the way in words."""

from __future__ import annotations

import pytest
from seen import Opening
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import TextInput

from ripplemark.archive import Archive
from tests.invented import takedown_log, trends
from tests.pages.seen import address, words


@pytest.fixture
def page(opening: Opening, archive: Archive) -> AppTest:
    """The Data page of a new incident at home in Berlin."""
    return opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))


def give(page: AppTest, name: str, content: bytes) -> AppTest:
    page.file_uploader[0].upload(name, content)
    return page.run()


def store(page: AppTest) -> AppTest:
    return next(each for each in page.button if each.label.startswith("Store")).click().run()


def test_a_new_incident_gets_a_drawn_word_and_what_was_said_of_it(
    opening: Opening, archive: Archive
) -> None:
    page = opening("data")
    assert [each.label for each in page.button] == ["Draw a code word"]
    kind, zone = page.selectbox[0], page.selectbox[1]
    assert zone.value == "Europe/Berlin"
    kind.select("deepfake")
    page.radio[0].set_value("sensitive")
    page.button[0].click().run()
    (code,) = archive.incidents()
    assert address(page)["incident"] == code
    decided = [archive.decision(code, key) for key in ("kind", "home_zone", "sensitivity")]
    assert decided == ["deepfake", "Europe/Berlin", "sensitive"]
    assert page.file_uploader


def test_which_downloads_to_fetch_is_told_before_any_and_with_dates_once_the_rise_is_known(
    page: AppTest,
) -> None:
    before = next(each for each in page.expander if each.label.startswith("Which Google Trends"))
    assert "at most 269 days" in before.markdown[0].value
    give(page, "downloaded.csv", trends())
    store(page)
    page.run()
    after = next(each for each in page.expander if each.label.startswith("Which Google Trends"))
    assert "download these windows" in after.markdown[0].value


def test_a_file_is_told_before_it_is_stored(page: AppTest, archive: Archive) -> None:
    give(page, "downloaded.csv", trends())
    assert "Google Trends" in words(page)
    assert "120 rows would be stored" in words(page)
    assert archive.datasets() == ()
    store(page)
    assert len(archive.datasets()) == 1
    give(page, "log.csv", takedown_log())
    assert "One time occurs twice in Europe/Berlin" in words(page)


def test_what_must_be_asked_keeps_the_button_off_until_it_is_answered(
    page: AppTest, archive: Archive
) -> None:
    give(page, "log.csv", takedown_log().replace(b";10.11.2025 18:05", b";"))
    button = next(each for each in page.button if each.label.startswith("Store"))
    assert button.disabled

    def asked() -> TextInput:
        return next(each for each in page.text_input if "When was the last look?" in each.label)

    asked().set_value("soon").run()
    assert page.error
    assert asked().value == "soon"
    asked().set_value("2025-11-10T18:05").run()
    assert not page.error
    store(page)
    (package,) = archive.datasets()
    assert package.answers["last-look"] == "2025-11-10T18:05"


def test_rows_that_cannot_be_stored_are_shown_and_left_out_only_when_said(
    page: AppTest, archive: Archive
) -> None:
    give(page, "log.csv", takedown_log().replace(b"26.10.2025 05:47", b"31.02.2025 05:47"))
    table = page.dataframe[-1].value
    assert list(table.columns) == ["Line", "Column", "What is wrong", "Cell", "What to do"]
    assert set(table["Line"]) == {8}
    assert table["Cell"].tolist()[0] == "31.02.2025 05:47"
    button = next(each for each in page.button if each.label.startswith("Store"))
    assert button.label == "Store without the 1 row **log.csv**"
    button.click().run()
    (package,) = archive.datasets()
    assert (package.counts.rows_stored, package.counts.rows_rejected) == (39, 1)
    assert "1 row left out" in words(page)


def test_the_zone_of_a_file_may_differ_from_the_incidents(page: AppTest, archive: Archive) -> None:
    give(page, "log.csv", takedown_log())
    zone = next(each for each in page.selectbox if each.label.startswith("Time zone"))
    assert zone.value == "Europe/Berlin"
    zone.select("UTC").run()
    store(page)
    (package,) = archive.datasets()
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
    page: AppTest, archive: Archive, name: str, content: bytes, said: str
) -> None:
    give(page, name, content)
    assert not page.exception
    assert said in page.error[0].value.replace("\\", "")
    assert "--" not in page.error[0].value.replace("\\", "")
    assert archive.datasets() == ()


def test_columns_that_nobody_knows_can_be_named_by_hand(page: AppTest, archive: Archive) -> None:
    log = b"Wo,Wann gesehen,Raus am,Was,Stand\nPlatform A,2025-10-25 10:00,2025-10-26 10:00,zapped,2025-11-01\n"
    give(page, "log.csv", log)
    assert page.error
    next(each for each in page.selectbox if each.label == "Format").select("takedown_log")
    page.text_area[0].set_value(
        "Wo = platform\nWann gesehen = sent\nRaus am = down\nWas = outcome\nStand = last_checked\nzapped = removed"
    ).run()
    assert not page.error, words(page)
    page.radio[0].set_value("seen").run()
    store(page)
    (package,) = archive.datasets()
    assert (package.format, package.counts.rows_stored) == ("takedown_log", 1)


def test_the_same_file_twice_is_refused_with_the_reason(page: AppTest, archive: Archive) -> None:
    store(give(page, "log.csv", takedown_log()))
    give(page, "the same under another name.csv", takedown_log())
    assert "already in the archive" in page.error[0].value
    assert len(archive.datasets()) == 1


def test_a_file_can_be_read_again_in_place_of_what_is_stored(
    page: AppTest, archive: Archive
) -> None:
    store(give(page, "log.csv", takedown_log()))
    (before,) = archive.datasets()
    give(page, "again.csv", takedown_log())
    page.checkbox[0].check().run()
    zone = next(each for each in page.selectbox if each.label.startswith("Time zone"))
    zone.select("UTC").run()
    store(page)
    (after,) = archive.datasets()
    assert (before.zone, after.zone) == ("Europe/Berlin", "UTC")
    assert after.replaces == (before.dataset_id,)


def test_a_dataset_can_be_removed_and_brought_back(page: AppTest, archive: Archive) -> None:
    store(give(page, "log.csv", takedown_log()))
    next(each for each in page.button if each.label.startswith("Remove")).click().run()
    assert archive.datasets() == ()
    next(each for each in page.button if each.label.startswith("Undo")).click().run()
    assert len(archive.datasets()) == 1


def test_templates_can_be_downloaded(page: AppTest) -> None:
    labels = [each.proto.label for each in page.get("download_button")]
    assert labels == ["Download CSV", "Download XLSX"]


def test_a_dashboard_that_others_can_reach_shows_no_names_takes_no_files_and_changes_nothing(
    page: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    store(give(page, "log of mine.csv", takedown_log()))
    assert "of mine" in words(page)
    monkeypatch.setenv("RIPPLEMARK_WITHOUT_VAULT", "1")
    page.run()
    assert "of mine" not in words(page)
    assert "takes no files and shows no names" in words(page)
    assert not page.file_uploader
    assert not page.button
