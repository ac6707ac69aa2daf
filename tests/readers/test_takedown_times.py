"""The times of a takedown log: what an end, a last look and a midnight are, and when a person must say."""

from __future__ import annotations

import pytest
from takedown_sheet import ITEMS, Sheet


def test_an_end_whose_header_says_removed_is_seen_unless_one_says_otherwise() -> None:
    sheet = Sheet(ITEMS.format("Removed on", "2025-10-25T10:00", "removed"))
    assert sheet.asked["down"].default == "seen"
    assert sheet.rows[0]["down_at"] == "2025-10-25T10:00"
    later = Sheet(ITEMS.format("Removed on", "2025-10-25T10:00", "removed"), down="discovered")
    assert later.rows[0]["down_at"] == "2025-10-24T10:00 -- 2025-10-25T10:00"


@pytest.mark.parametrize("header", ["Offline since", "Checked on", "Status date"])
def test_an_end_that_was_only_noticed_must_be_asked_about(header: str) -> None:
    sheet = Sheet(ITEMS.format(header, "2025-10-25T10:00", "removed"))
    assert sheet.asked["down"].default is None


@pytest.mark.parametrize("header", ["Checked on", "Status date"])
def test_the_time_of_a_status_is_the_last_look_at_what_is_still_up(header: str) -> None:
    sheet = Sheet(ITEMS.format(header, "2025-10-25T10:00", "online"))
    assert sheet.asked == {}
    assert sheet.rows[0]["observed_until"] == "2025-10-25T10:00"
    assert (sheet.rows[0]["down_at"], sheet.rows[0]["outcome"]) == (None, "up")


def test_an_open_row_without_a_last_look_is_asked_about_and_filled() -> None:
    sheet = Sheet(ITEMS.format("Removed on", "", ""), last_look="2025-11-02T18:00")
    assert sheet.asked["last-look"].default is None
    assert sheet.rows[0]["observed_until"] == "2025-11-02T18:00"
    assert sheet.codes["last-look-filled"] == (2,)


@pytest.mark.parametrize(
    ("other", "default"), [("2025-10-24T00:00:00", "no-time"), ("2025-10-24 09:30", None)]
)
def test_a_midnight_is_only_the_day_by_default_where_every_time_is_one(
    other: str, default: str | None
) -> None:
    text = (
        "Link,Reported on,Status,Checked on\n"
        f"https://a.example.org/1,2025-10-24 00:00,online,2025-11-01\nhttps://a.example.org/2,{other},online,2025-11-01\n"
    )
    sheet = Sheet(text)
    assert sheet.asked["midnight"].default == default


def test_a_midnight_in_the_date_cell_gives_way_to_the_time_cell() -> None:
    text = (
        "Link;Gemeldet am;Uhrzeit;Status;Geprüft am\n"
        "https://a.example.org/1;2025-10-24T00:00:00;1899-12-31T09:05:00;online;2025-11-01\n"
    )
    sheet = Sheet(text, ";")
    assert "midnight" not in sheet.asked
    assert sheet.rows[0]["notice_at"] == "2025-10-24T09:05:00"


@pytest.mark.parametrize(
    ("day", "time", "expected"),
    [
        ("24.10.2025", "14.30 Uhr", "24.10.2025 14:30"),
        ("24.10.2025", "14 Uhr", "24.10.2025 14h"),
        ("2025-10-24", "14h", "2025-10-24T14"),
        ("2025-10-24", "2:30 pm", "2025-10-24T14:30"),
        ("2025-10-24", "12:05 a.m.", "2025-10-24T00:05"),
        ("24.10.2025 um 14:30 Uhr", "", "24.10.2025 14:30"),
        ("24/10/2025 à 9h05", "", "24/10/2025 09:05"),
        ("24. Oktober 2025", "14:30", "24. Oktober 2025 14:30"),
        ("2025-10-24T14:30+02:00", "", "2025-10-24T14:30+02:00"),
        ("2025-10-24T08:00Z/2025-10-24T12:00Z", "", "2025-10-24T08:00Z/2025-10-24T12:00Z"),
        ("24.10.2025", "abends", "24.10.2025"),
        ("24.10.2025", "25:99", "24.10.2025 25:99"),
        ("gestern", "", None),
    ],
)
def test_day_and_time_of_day_are_joined_and_what_cannot_be_read_is_left_to_be_rejected(
    day: str, time: str, expected: str | None
) -> None:
    text = f"Link;Gepostet am;Uhrzeit;Gemeldet am;Status\nhttps://a.example.org/1;1.1.2025;;{day};abgelehnt\n"
    text = text.replace("Gepostet am;Uhrzeit;Gemeldet am", "Gepostet am;Gemeldet am;Uhrzeit")
    text = text.replace(f"1.1.2025;;{day}", f"1.1.2025;{day};{time}")
    assert Sheet(text, ";").rows[0]["notice_at"] == expected


def test_an_ended_row_without_a_date_ended_between_two_looks() -> None:
    text = (
        "Link,Reported on,Removed on,Status,Last seen online,Last checked\n"
        "https://example.org/1,2025-10-24,,removed,2025-10-26,2025-11-01\n"
        "https://example.org/2,2025-10-24,2025-10-25,removed,,2025-11-01\n"
    )
    sheet = Sheet(text)
    assert sheet.rows[0]["down_at"] == "2025-10-26 -- 2025-11-01"
    assert sheet.codes["end-undated"] == (2,)


def test_a_row_said_to_be_up_keeps_no_end_and_says_so() -> None:
    sheet = Sheet(ITEMS.format("Removed on", "2025-10-25", "online"), last_look="2025-11-01")
    assert (sheet.rows[0]["outcome"], sheet.rows[0]["down_at"]) == ("up", None)
    assert sheet.codes["up-with-end"] == (2,)
