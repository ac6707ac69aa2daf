"""What servers answer in place of a file is named for what it is, and its own words are never repeated."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from ripplemark.errors import InputError
from ripplemark.readers.opening import defects, open_input

CANARY = "zebrafink-7c1"
PROSE = (
    (
        f"Please limit requests to one every 5 seconds or contact {CANARY}@example.org.",
        "too many requests",
    ),
    ("Invalid format.", "GDELT's refusal of the request"),
    ("The specified phrase is too short.", "too short"),
    ("Invalid query start date.", "period"),
    ("One or more of your keywords were too short, too long or too common.", "too common"),
    ("Timespan is too short.", "GDELT's refusal of the request"),
    (f"Your session has expired, {CANARY}. Please log in again.", "not logged in"),
    (f"Dear {CANARY}, your export is being prepared.\nWe will write when it is ready.", "in prose"),
    ("Too many requests", "too many requests"),
    ("404 Not Found", "in prose"),
    ("403 Forbidden", "forbidden"),
)
PAGES = (
    (f"<!DOCTYPE html><html><title>Log in to {CANARY}</title></html>", "a login page"),
    (f"<html><body>{CANARY}<form><input name=p type='password'></form>", "a login page"),
    (f"<html><head><title>404 Not Found</title></head>{CANARY}", "a web page with an error"),
    (
        f"<html><head><title>{CANARY}</title></head><h1>Access denied</h1>",
        "a web page with an error",
    ),
    (f"<html>Our systems have detected unusual traffic from {CANARY}", "whether you are a robot"),
    (f"\n<br />\n<b>Warning</b>: {CANARY} in line 3", "a web page"),
    (f"<html><p>{CANARY}</p></html>", "a web page"),
    (f"<?xml version='1.0'?><rss>{CANARY}</rss>", "an XML document"),
)
JSON = (
    (f'{{"error": "{CANARY}"}}', "an error message in JSON"),
    (f'{{"status": 429, "message": "{CANARY}"}}', "an error message in JSON"),
    (f'{{"detail": "{CANARY}"}}', "an error message in JSON"),
    (f'{{"timeline": [{{"series": "{CANARY}"}}]}}', "GDELT's timeline as JSON"),
    (
        f'{{"items":[{{"project":"en.wikipedia","article":"{CANARY}"}}]}}',
        "Wikimedia's page views as JSON",
    ),
    (
        f'[{{"page":"{CANARY}","color":"#fff","sum":3,"daily_average":1}}]',
        "Wikimedia's page views as JSON",
    ),
    (f'[{{"a": "{CANARY}"}}]', "JSON"),
)


def _refused(folder: Path, content: bytes) -> InputError:
    path = folder / "timeline.csv"
    path.write_bytes(content)
    (folder / "work").mkdir()
    with pytest.raises(InputError) as refused:
        open_input(path, folder / "work")
    assert CANARY not in str(refused.value)
    assert "nothing was stored" in str(refused.value)
    return refused.value


@pytest.mark.parametrize(("text", "said"), PROSE)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_prose_is_a_message_and_no_table(
    tmp_path: Path, text: str, said: str, encoding: str
) -> None:
    error = _refused(tmp_path, f"{text}\r\n".encode(encoding))
    assert isinstance(error, defects.ServerMessage)
    assert said in str(error)


@pytest.mark.parametrize(("text", "said"), PAGES)
def test_a_page_is_named_for_what_it_is(tmp_path: Path, text: str, said: str) -> None:
    error = _refused(tmp_path, text.encode())
    assert isinstance(error, defects.MarkupPage)
    assert error.kind.endswith(said)


@pytest.mark.parametrize(("text", "said"), JSON)
def test_json_is_named_for_what_it_is(tmp_path: Path, text: str, said: str) -> None:
    error = _refused(tmp_path, text.encode())
    assert isinstance(error, defects.JsonText)
    assert error.what.startswith(said)


def test_a_packed_message_is_a_message(tmp_path: Path) -> None:
    error = _refused(tmp_path, gzip.compress(b"Invalid format."))
    assert isinstance(error, defects.ServerMessage)


@pytest.mark.parametrize("content", [b"", b"\xef\xbb\xbf", b"\n \r\n", "\ufeff\n".encode("utf-16")])
def test_an_empty_answer_is_an_empty_file(tmp_path: Path, content: bytes) -> None:
    assert isinstance(_refused(tmp_path, content), defects.EmptyFile)


@pytest.mark.parametrize(
    "text",
    [
        "Date,Series,Value\n2024-03-01,Volume Intensity,0.02\n",
        "date,value\n2024-03-01,3.\n",
        "remark\nIt was gone. We looked again.\n",
        "posted_at,remark\n2024-03-01,It was gone.\n2024-03-02,Invalid format.\n",
        "Invalid,Date,Format,Value\n1,2,3,4\n",
        "a sentence without an end\n",
        "Error,Count\n404 Not Found,7\n",
        "platform\nChirp\n",
    ],
)
def test_a_table_is_never_taken_for_a_message(tmp_path: Path, text: str) -> None:
    path = tmp_path / "table.csv"
    path.write_text(text, encoding="utf-8")
    (tmp_path / "work").mkdir()
    assert open_input(path, tmp_path / "work").head.rows


def test_long_prose_is_left_to_the_readers(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    path.write_text("This is a sentence of a long text.\n" * 200, encoding="utf-8")
    (tmp_path / "work").mkdir()
    assert len(open_input(path, tmp_path / "work").head.rows) == 200
