"""The takedown log: headers and words in four languages, one row per item or per request, what must be asked."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ripplemark import paths, schema, times
from ripplemark.catalogue import Query, parse
from ripplemark.errors import InputError, UnknownName
from ripplemark.readers.base import Dialect, Head, Match, Question, Reading
from ripplemark.readers.takedown_log import TakedownLog
from ripplemark.readers.takedown_template import takedown_template, takedown_template_xlsx
from ripplemark.readers.takedown_words import outcomes
from ripplemark.readers.takedown_words.headers import PHRASES, ROLES
from ripplemark.readers.takedown_words.meaning import outcome_of
from ripplemark.readers.takedown_words.naming import down_kind, named

CASES = Path(__file__).parent / "takedown_log"
ANSWERS = {"down": "discovered", "last-look": "2025-11-01", "midnight": "no-time"}


def query(name: str) -> Query:
    return parse(name, (paths.QUERIES / f"{name}.sql").read_text(encoding="utf-8"))


def head(text: str, delimiter: str = ",") -> Head:
    rows = list(csv.reader(io.StringIO(text), delimiter=delimiter))
    return Head(
        "sheet.csv",
        Dialect("utf-8", "\n", delimiter),
        tuple(tuple(row) for row in rows[:200]),
        tuple(range(1, min(len(rows), 200) + 1)),
    )


class Sheet:
    """One sheet read as the ingest reads it: source, facts, questions, reading, rows."""

    def __init__(
        self, text: str, delimiter: str = ",", mapping: Mapping[str, Any] | None = None, **said: str
    ) -> None:
        self.head = head(text, delimiter)
        found = TakedownLog.recognise(self.head)
        if mapping is not None:
            found = TakedownLog.apply_mapping(found, self.head, mapping)
        assert found is not None
        self.match: Match = found
        self._connection = duckdb.connect()
        self._source(list(csv.reader(io.StringIO(text), delimiter=delimiter)))
        for each in TakedownLog.prepares:
            self._connection.sql(query(each).sql).create(each.rpartition("/")[2])
        self.facts = self._run(query("readers/takedown_facts"), {})[0]
        self.asked: dict[str, Question] = {
            each.name: each for each in TakedownLog.questions(self.match, self.facts)
        }
        answers = {name: each.default for name, each in self.asked.items() if each.default}
        answers |= {name.replace("_", "-"): each for name, each in said.items()}
        self.reading: Reading = TakedownLog.reading(self.match, self.facts, answers)
        for name, relation in self.reading.relations.items():
            self._connection.register(name, relation)
        self.rows = self._run(query(self.reading.query), self.reading.parameters)

    def _source(self, rows: list[list[str]]) -> None:
        roles = ", ".join(f'"{role}" VARCHAR' for role in ROLES)
        self._connection.execute(f"CREATE TABLE source (line BIGINT, {roles})")
        at = {role: place for place, role in enumerate(self.match.columns) if role}
        start = (self.match.header or 0) + 1
        cells = [
            [
                line,
                *(
                    row[at[r]].strip() or None if r in at and at[r] < len(row) else None
                    for r in ROLES
                ),
            ]
            for line, row in enumerate(rows[start:], start + 1)
        ]
        marks = ", ".join("?" * (len(ROLES) + 1))
        self._connection.executemany(f"INSERT INTO source VALUES ({marks})", cells)

    def _run(self, asked: Query, parameters: Mapping[str, Any]) -> list[dict[str, Any]]:
        found = self._connection.execute(asked.sql, dict(parameters)).fetchall()
        return [dict(zip([c.name for c in asked.columns], row, strict=True)) for row in found]

    @property
    def codes(self) -> dict[str, tuple[int, ...]]:
        every = (*self.match.warnings, *self.reading.warnings)
        return {each.code: each.lines for each in every}

    def csv(self) -> str:
        names = [
            n for n in self.reading.table.names if any(row.get(n) is not None for row in self.rows)
        ]
        out = io.StringIO()
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([row.get(n) for n in names] for row in self.rows)
        return out.getvalue()


def golden(name: str) -> tuple[str, str]:
    given = (CASES / "input" / f"{name}.csv").read_text(encoding="utf-8")
    return given, (CASES / "expected" / f"{name}.csv").read_text(encoding="utf-8")


def comma(name: str) -> str:
    return "," if name.startswith("english") else ";"


GOLDEN = ("german_requests", "english_items", "french_items", "spanish_items")


@pytest.mark.parametrize("name", GOLDEN)
def test_a_log_in_each_language_becomes_the_cells_checked_by_hand(name: str) -> None:
    given, expected = golden(name)
    sheet = Sheet(given, comma(name), down="discovered", last_look="2025-11-03")
    assert sheet.csv() == expected
    assert set(sheet.rows[0]) - {"line"} <= set(sheet.reading.table.names)


@pytest.mark.parametrize("name", GOLDEN)
def test_every_time_that_is_handed_on_can_be_read(name: str) -> None:
    for row in csv.DictReader(io.StringIO(golden(name)[1])):
        for column, text in row.items():
            if text and column.endswith(("_at", "_until", "_checked")):
                found = times.parse(text, "Europe/Berlin")
                assert found.lo <= found.hi


@pytest.mark.parametrize("name", GOLDEN)
def test_neither_the_order_of_rows_nor_that_of_columns_changes_what_is_read(name: str) -> None:
    given, _ = golden(name)
    rows = list(csv.reader(io.StringIO(given), delimiter=comma(name)))
    start = next(at for at, row in enumerate(rows) if sum(map(bool, row)) > 4)
    header, body = rows[start], [row for row in rows[start + 1 :] if row[0] != "Summe"]
    before = Sheet(_written([header, *body]), down="discovered", last_look="2025-11-03")
    draw = random.Random(7)
    for _ in range(5):
        draw.shuffle(body)
        groups = _columns_with_their_times(header)
        draw.shuffle(groups)
        order = [at for group in groups for at in group]
        mixed = [[row[at] for at in order] for row in (header, *body)]
        after = Sheet(_written(mixed), down="discovered", last_look="2025-11-03")
        assert _content(after) == _content(before)


def _written(rows: list[list[str]]) -> str:
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def _columns_with_their_times(header: list[str]) -> list[list[int]]:
    """A bare 'time' belongs to the column on its left and moves with it."""
    groups: list[list[int]] = []
    for at, text in enumerate(header):
        if text == "Uhrzeit":
            groups[-1].append(at)
        else:
            groups.append([at])
    return groups


def _content(sheet: Sheet) -> list[str]:
    unlined = [
        {k: v for k, v in row.items() if k not in ("line", "source_line")} for row in sheet.rows
    ]
    return sorted(map(str, unlined))


def test_every_phrase_of_the_vocabulary_means_what_it_is_listed_under() -> None:
    for phrase, outcome in outcomes.PHRASES:
        found = outcome_of(phrase)
        expected = "removed" if outcome == outcomes.REMOVAL else outcome
        assert found is not None, phrase
        assert (phrase, found.value) == (phrase, expected)


def test_every_outcome_of_the_schema_can_be_said() -> None:
    said = {outcome for _, outcome in outcomes.PHRASES}
    assert said - {outcomes.CAME_BACK, outcomes.REMOVAL, "yes", "no"} == set(schema.OUTCOMES)


_REMOVED = [p for p, o in outcomes.PHRASES if o in ("removed", outcomes.REMOVAL)]
_NEGATIONS = (
    "not {}",
    "Not yet {}",
    "never {}",
    "was not {}",
    "hasn't been {}",
    "isn’t {}",
    "will be {}",
    "nicht {}",
    "noch NICHT {}",
    "wurde nicht {}",
    "keine {}",
    "{}: nein",
    "{} - nein",
    "muss {} werden",
    "non {}",
    "n'a pas été {}",
    "pas encore {}",
    "jamais {}",
    "no {}",
    "no ha sido {}",
    "todavía no {}",
    "sin {}",
)


@given(st.sampled_from(_REMOVED), st.sampled_from(_NEGATIONS), st.booleans())
@settings(deadline=None, max_examples=400)
def test_a_denied_removal_is_never_a_removal(phrase: str, frame: str, loud: bool) -> None:
    text = frame.format(phrase)
    found = outcome_of(text.upper() if loud else text)
    assert found is not None
    assert found.value not in schema.ENDS or found.value == "unknown"


@given(st.text(max_size=40))
@settings(deadline=None, max_examples=300)
def test_any_text_can_be_asked_for_its_meaning_and_no_text_leaks(text: str) -> None:
    found = outcome_of(text)
    known = {phrase for phrase, _ in outcomes.PHRASES}
    if found is not None:
        entry = found.entry.removeprefix("not: ").removesuffix(", in one country")
        assert entry in known | {"", "?"}


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("teilweise entfernt", "partial"),
        ("nur DE gesperrt", "geo"),
        ("gesperrt in DE", "geo"),
        ("online, nur DE gesperrt", "geo"),
        ("bloqué en France", "geo"),
        ("gesperrt (nur DE)", "geo"),
        ("gesperrt (DE)", "geo"),
        ("DE gesperrt", "geo"),
        ("nicht in DE gesperrt", "up"),
        ("removed only in Germany", "geo"),
        ("vom Nutzer gelöscht", "uploader"),
        ("GELOESCHT", "removed"),
        ("nicht entfernt, nur gekennzeichnet", "label"),
        ("gelöscht (nicht mehr abrufbar)", "removed"),
        ("removed, not by the uploader", "removed"),
        ("abgelehnt, noch online", "refused"),
        ("abgelehnt, dann doch entfernt", "removed"),
        ("Löschung abgelehnt", "refused"),
        ("Löschung beantragt", "up"),
        ("Löschung offen", "up"),
        ("removed from search results", "delisted"),
        ("nicht online", "unknown"),
        ("offline", "unknown"),
        ("gelöscht, jetzt wieder da", outcomes.CAME_BACK),
        ("n/a", "blank"),
        ("–", "blank"),
        ("??", "unknown"),
    ],
)
def test_cells_that_say_several_things_are_read_for_what_qualifies_them(
    text: str, outcome: str
) -> None:
    found = outcome_of(text)
    assert found is not None
    assert found.value == outcome


def test_every_header_phrase_names_its_own_role_and_no_phrase_two() -> None:
    listed = [(phrase.strip(), role) for role, line in PHRASES for phrase in line.split(";")]
    assert len({phrase for phrase, _ in listed}) == len(listed)
    for phrase, role in listed:
        assert (phrase, named(phrase).role) == (phrase, role)


@pytest.mark.parametrize(
    ("header", "role", "time"),
    [
        ("URL of the post", "item", False),
        ("Zeitpunkt der Meldung", "sent", False),
        ("Heure du signalement", "sent", True),
        ("Datum der Veröffentlichung", "posted", False),
        ("Request #", "round", False),
        ("Removed at (UTC)", "down", False),
        ("Notes on removal", "notes", False),
        ("Datum der Antwort", "answered", False),
        ("Number of items removed", None, False),
        ("reported_at", "sent", False),
        ("last_checked_at", "last_checked", False),
        ("removed_at", "down", False),
        ("Meldezeit", "sent", True),
        ("Gemeldet (Berlin time)", "sent", True),
    ],
)
def test_longer_headers_are_understood_by_the_phrase_within(
    header: str, role: str | None, time: bool
) -> None:
    found = named(header)
    assert (found.role, found.time) == (role, time)


@pytest.mark.parametrize(
    ("header", "kind"),
    [
        ("Entfernt am", "removed"),
        ("Removed on", "removed"),
        ("Offline seit", "offline"),
        ("hors ligne depuis", "offline"),
        ("Stand vom", "status"),
    ],
)
def test_the_header_of_the_end_tells_what_it_promises(header: str, kind: str) -> None:
    assert down_kind(header) == kind


def test_a_sheet_that_lacks_what_became_of_the_items_is_a_near_miss() -> None:
    sheet = head("Link,Reported on,Platform\nhttps://example.org/1,2025-10-24,Platform A\n")
    assert TakedownLog.recognise(sheet) is None
    told = TakedownLog.near_miss(sheet)
    assert told is not None
    assert "what became of it" in told


@pytest.mark.parametrize(
    "text",
    [
        "a,b\n1,2\n",
        "",
        "Week,term: (Worldwide)\n2025-10-19,55\n",
        "Link,Reported,Removed\nhttps://example.org,12,3\n",
    ],
)
def test_other_files_are_not_claimed(text: str) -> None:
    assert TakedownLog.recognise(head(text)) is None


ITEMS = "Link,Platform,Reported on,{},Status\nhttps://a.example.org/1,Platform A,2025-10-24T10:00,{},{}\n"


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


def test_an_ended_row_without_a_date_ended_between_two_looks() -> None:
    text = (
        "Link,Reported on,Removed on,Status,Last seen online,Last checked\n"
        "https://example.org/1,2025-10-24,,removed,2025-10-26,2025-11-01\n"
        "https://example.org/2,2025-10-24,2025-10-25,removed,,2025-11-01\n"
    )
    sheet = Sheet(text)
    assert sheet.rows[0]["down_at"] == "2025-10-26 -- 2025-11-01"
    assert sheet.codes["end-undated"] == (2,)


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


def test_a_row_said_to_be_up_keeps_no_end_and_says_so() -> None:
    sheet = Sheet(ITEMS.format("Removed on", "2025-10-25", "online"), last_look="2025-11-01")
    assert (sheet.rows[0]["outcome"], sheet.rows[0]["down_at"]) == ("up", None)
    assert sheet.codes["up-with-end"] == (2,)


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
    assert sheet.match.columns == ("item", None, "sent", "outcome", None, "last_checked") or (
        sheet.match.columns == ("item", None, "sent", "outcome", None, "down")
    )
    assert "uploader-left-out" in sheet.codes
    assert "canary" not in str(sheet.rows)


def test_the_queries_of_the_sheet_read_the_same_roles_and_the_same_rows() -> None:
    read = [query(f"readers/takedown_{name}") for name in ("moments", "rows")]
    after = [query(f"readers/takedown_{name}") for name in ("facts", "items", "requests")]
    assert len({each.input("source").columns for each in read}) == 1
    assert len({each.input("takedown_rows").columns for each in after}) == 1
    assert read[0].input("source").columns == (
        ("line", "BIGINT"),
        *((role, "VARCHAR") for role in ROLES),
    )


@pytest.mark.parametrize("sheet", ["items", "requests"])
def test_the_templates_are_recognised_with_every_column_and_calamine_opens_them(sheet: Any) -> None:
    from python_calamine import CalamineWorkbook

    text = takedown_template(sheet)
    found = TakedownLog.recognise(head(text))
    assert found is not None
    assert None not in found.columns
    assert len(set(found.columns)) == len(found.columns)
    book = CalamineWorkbook.from_filelike(io.BytesIO(takedown_template_xlsx(sheet)))
    assert book.get_sheet_by_index(0).to_python() == [text.strip().split(",")]
