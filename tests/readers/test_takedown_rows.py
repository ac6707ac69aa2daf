"""The rows of a takedown log: items, spells and requests, what is left out and told, what a mapping overrules."""

from __future__ import annotations

import pytest
from reading import head
from takedown_sheet import ITEMS, Sheet

from ripplemark import schema
from ripplemark.errors import InputError, UnknownName
from ripplemark.readers.takedown_log import TakedownLog


def test_links_written_differently_are_one_item_and_ids_stay_as_they_are() -> None:
    same = [
        "https://Example.org/p/1",
        "http://www.example.org/p/1/",
        "example.org/p/1#top",
        "https://example.org:443/p/1?utm_source=x&utm_medium=y&fbclid=z",
        "hxxps://example[.]org/p/1?igshid=1",
    ]
    other = ["https://example.org/P/1", "https://example.org/p/1?page=2", "1234567", "AbC-9"]
    rows = "".join(f"{item},2025-10-2{at % 10},refused\n" for at, item in enumerate(same + other))
    sheet = Sheet("Link,Reported on,Status\n" + rows)
    items = [row["item"] for row in sheet.rows]
    assert set(items[: len(same)]) == {"https://example.org/p/1"}
    assert items[len(same) :] == other


def test_an_item_asked_about_twice_makes_a_sheet_of_requests_and_asks_for_the_clock() -> None:
    text = (
        "Link,Platform,Reported on,Status\n"
        "https://example.org/1,Platform A,2025-10-26,removed\n"
        "https://www.example.org/1/,Platform A,2025-10-24,no reply\n"
    )
    sheet = Sheet(text)
    assert sheet.reading.table is schema.REQUESTS
    assert sheet.asked["clock"].default == "first"
    assert [row["round"] for row in sheet.rows] == ["2", "1"]
    assert "last-look" not in sheet.asked


def test_an_item_that_came_back_has_a_second_spell_from_the_time_it_did() -> None:
    text = (
        "Link,Reported on,Removed on,Status,Online again,Last checked\n"
        "https://example.org/1,2025-10-24,2025-10-25,wieder da,2025-10-27,2025-11-01\n"
        "https://example.org/2,2025-10-24,2025-10-25,back up,,2025-11-01\n"
    )
    sheet = Sheet(text)
    found = [
        (r["spell"], r["outcome"], r["down_at"], r["entered_at"], r["observed_until"])
        for r in sheet.rows
    ]
    assert found == [
        ("1", "removed", "2025-10-25", "2025-10-24", None),
        ("2", "up", None, "2025-10-27", "2025-11-01"),
        ("1", "removed", "2025-10-25", "2025-10-24", None),
        ("2", "up", None, "2025-10-25 -- 2025-11-01", "2025-11-01"),
    ]


def test_a_request_after_which_an_item_was_down_and_up_again_says_both_times() -> None:
    text = (
        "Link,Sent on,Round,Removed on,Status,Online again,Last checked\n"
        "https://example.org/1,2025-10-24,1,2025-10-25,wieder da,2025-10-27,2025-11-01\n"
        "https://example.org/2,2025-10-24,1,,wieder da,2025-10-27,2025-11-01\n"
    )
    sheet = Sheet(text)
    found = [(row["outcome"], row["outcome_at"], row["up_again_at"]) for row in sheet.rows]
    assert found == [("removed", "2025-10-25", "2025-10-27"), ("up", None, "2025-10-27")]


def test_totals_repeated_headers_and_empty_rows_are_left_out_and_told() -> None:
    text = (
        "Link,Platform,Reported on,Status,Last checked\n"
        "https://example.org/1,Platform A,2025-10-24,online,2025-11-01\n"
        ",,,,\nLink,Platform,Reported on,Status,Last checked\n"
        "https://example.org/2,Platform A,2025-10-24,online,2025-11-01\nTotal,,2,,\n"
    )
    sheet = Sheet(text)
    assert [row["line"] for row in sheet.rows] == [2, 5]
    assert sheet.codes["rows-skipped"] == (4, 6)
    assert sheet.facts["skipped"] == 3


def test_a_word_nobody_knows_is_unknown_and_told_by_line_but_never_repeated() -> None:
    sheet = Sheet(ITEMS.format("Removed on", "2025-10-25", "canaryword"))
    assert sheet.rows[0]["outcome"] == "unknown"
    assert sheet.codes["outcome-unknown"] == (2,)
    assert "canaryword" not in str((sheet.reading.shown, sheet.reading.warnings, sheet.asked))


def test_yes_and_no_mean_what_their_header_asks() -> None:
    text = "Link,Reported on,Removed?\nhttps://example.org/{},2025-10-24,{}\n"
    assert Sheet(text.format(1, "yes")).rows[0]["outcome"] == "removed"
    assert Sheet(text.format(1, "no"), last_look="2025-11-01").rows[0]["outcome"] == "up"


def test_a_mapping_overrules_headers_and_words() -> None:
    text = "Wo,Wann,Was\nhttps://example.org/1,2025-10-24,zack\n"
    assert TakedownLog.recognise(head(text)) is None
    mapping = {
        "columns": {"wo": "item", "2": "sent", "Was": "outcome"},
        "outcomes": {"Zack": "removed"},
    }
    sheet = Sheet(text, mapping=mapping)
    assert (sheet.rows[0]["outcome"], sheet.rows[0]["notice_at"]) == ("removed", "2025-10-24")
    assert sheet.rows[0]["platform"] == "example"


def test_a_mapping_that_cannot_be_followed_is_refused_with_the_choices() -> None:
    sheet = head("Wo,Wann,Was\nhttps://example.org/1,2025-10-24,zack\n")
    for wrong, error in (
        ({"columns": {"Wo": "place"}}, UnknownName),
        ({"columns": {"Wo": "item", "Wer": "by"}}, InputError),
        ({"columns": {"Wo": "item", "Wann": "sent"}}, InputError),
        (
            {"columns": {"Wo": "item", "2": "sent", "3": "outcome"}, "outcomes": {"x": "gone"}},
            UnknownName,
        ),
    ):
        with pytest.raises(error):
            TakedownLog.apply_mapping(None, sheet, wrong)


def test_who_put_it_up_and_free_text_are_never_read() -> None:
    text = (
        "Link,Username,Reported on,Status,Notes,Last checked\n"
        "https://example.org/1,canaryuser,2025-10-24,online,canarynote,2025-11-01\n"
    )
    sheet = Sheet(text)
    assert sheet.match.columns == ("item", None, "sent", "outcome", None, "down")
    assert "uploader-left-out" in sheet.codes
    assert "canary" not in str(sheet.rows)
