"""The contract of DESIGN.md, 5: exit codes, what goes to stdout and stderr, and what every command does."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from ripplemark.cli import run
from ripplemark.measures import MEASURES
from ripplemark.readers import READERS
from ripplemark.readers.templates import TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
HEADER = "series,channel,metric,bin_start,bin_width,value"
DAYS = [f"posts,social,posts,2025-01-{day:02d},P1D,{day}" for day in range(1, 29)]
# DESIGN.md, 5.
REPORT = {
    "file",
    "format",
    "confidence",
    "why",
    "scope",
    "table",
    "rows_read",
    "rows_stored",
    "weight_stored",
    "questions",
    "rejects",
    "warnings",
    "first_time",
    "last_time",
    "series",
    "dataset_id",
}


FILLED_IN = {
    "Link": "https://example.org/1",
    "Platform": "Platform A",
    "Reported on": "2025-01-01T10:00",
    "Round": "1",
    "Sent on": "2025-01-01T10:00",
    "Status": "removed",
    "Last seen online": "2025-01-01T12:00",
    "Removed on": "2025-01-02T10:00",
}


@dataclass(frozen=True, slots=True)
class Said:
    """One run: its exit code, what it wrote to stdout and to stderr."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """stdout as the one JSON document that it must be."""
        return json.loads(self.out)


Calling = Callable[..., Said]


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str]) -> Calling:
    def one(*words: str | Path) -> Said:
        code = run([str(word) for word in words])
        out, err = capsys.readouterr()
        return Said(code, out, err)

    return one


@pytest.fixture
def days(tmp_path: Path) -> Path:
    path = tmp_path / "days of a story.csv"
    path.write_text("\n".join((HEADER, *DAYS)) + "\n", encoding="utf-8")
    return path


def test_done_is_0_refused_is_1_and_usage_is_2(call: Calling) -> None:
    assert call("metrics").code == 0
    for refused in (
        ("measure", "halflife"),
        ("remove", "no-such"),
        ("query", "DROP VIEW attention"),
    ):
        said = call(*refused)
        assert (said.code, said.out) == (1, "")
        assert said.err.strip().endswith(".")
    for usage in (
        ("no-such-command",),
        ("measure",),
        ("add",),
        ("metrics", "--no-such"),
        ("new", "x"),
    ):
        said = call(*usage)
        assert (said.code, said.out) == (2, "")
    assert call("decide", "LANTERN", "nothing").code == 2
    assert call("metrics", "--archive").code == 2


def test_the_module_runs_from_any_folder_with_the_same_exit_code(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "ripplemark", "measure", "halflife", "--json"]
    told = subprocess.run(
        command,
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT), "HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert "half-life" in told.stderr
    assert "Traceback" not in told.stderr


def test_archive_and_json_may_stand_anywhere(call: Calling, tmp_path: Path) -> None:
    other = tmp_path / "other"
    code = call("--json", "new", "--archive", other, "--kind", "rumour").document["incident"]
    assert call("incidents", f"--archive={other}", "--json").document[0]["incident"] == code
    assert call("--archive", other, "--json", "incidents").document[0]["kind"] == "rumour"
    assert call("incidents", "--json").document == []


def test_new_prints_the_code_word_and_nothing_else(call: Calling) -> None:
    said = call("new", "--zone", "Europe/Berlin")
    assert said.out.strip().isupper()
    assert said.out.count("\n") == 1
    (incident,) = call("incidents", "--json").document
    assert (incident["incident"], incident["home_zone"]) == (said.out.strip(), "Europe/Berlin")


@pytest.mark.parametrize(
    ("words", "valid"),
    [
        (("measure", "halflife"), "half-life"),
        (("measure", "half-life", "--incident", "NOWHERE"), "Known"),
        (("measure", "half-life", "--by", "colour"), "channel"),
        (("measure", "half-life", "--set", "x=1"), "setting"),
        (("measure", "median-lag", "--set", "clock=noon"), "first-request"),
        (("measure", "median-lag", "--scope", "world"), "platform"),
        (("new", "--kind", "gossip"), "rumour"),
        (("formats", "--template", "nothing"), "takedown_log"),
        (("check", "x.csv", "--format", "nothing"), "google_trends"),
        (("check", "x.csv", "--scope", "nothing"), "incident, platform"),
        (("new", "--zone", "Mars/Olympus"), "zone"),
    ],
)
def test_an_unknown_name_lists_the_valid_ones(
    call: Calling, words: tuple[str, ...], valid: str
) -> None:
    said = call(*words)
    assert (said.code, said.out) == (1, "")
    assert valid in said.err


def test_metrics_and_formats_are_the_registries(call: Calling) -> None:
    assert [each["name"] for each in call("metrics", "--json").document] == [
        m.name for m in MEASURES
    ]
    assert [each["name"] for each in call("formats", "--json").document] == [
        r.name for r in READERS
    ]
    plain = call("metrics").out.splitlines()
    assert plain[0].split() == ["name", "symbol", "unit", "title"]
    assert len(plain) == len(MEASURES) + 1


def test_check_stores_nothing_and_add_stores_and_measure_reads_it(
    call: Calling, days: Path
) -> None:
    checked = call("check", days, "--incident", "LANTERN", "--json")
    (report,) = checked.document
    assert set(report) >= REPORT
    assert (report["file"], report["rows_stored"], report["dataset_id"]) == ("file 1", 28, None)
    assert call("datasets", "--json").document == []
    added = call("add", days, "--incident", "LANTERN", "--json")
    (report,) = added.document
    assert (added.code, report["rows_stored"], report["error"]) == (0, 28, None)
    assert "days of a story" not in added.out + added.err + checked.out + checked.err
    (dataset,) = call("datasets", "--json").document
    assert (dataset["dataset"], dataset["rows"]) == (report["dataset_id"], 28)
    (incident,) = call("incidents", "--json").document
    assert (incident["incident"], incident["datasets"]) == ("LANTERN", 1)
    answer = call("measure", "peak", "--incident", "LANTERN", "--json").document
    assert {row["by"]["quantity"] for row in answer["estimates"]} == {"time", "level", "share"}
    again = call("add", days, "--incident", "LANTERN")
    assert again.code == 1
    assert report["dataset_id"] in again.err


def test_the_table_shows_the_keys_that_differ_and_no_others(call: Calling, days: Path) -> None:
    call("add", days, "--incident", "LANTERN")
    said = call("measure", "peak", "--incident", "LANTERN")
    assert [line.split("  ")[0].strip() for line in said.out.splitlines()] == [
        "by",
        "incident=LANTERN, quantity=time",
        "incident=LANTERN, quantity=level",
        "incident=LANTERN, quantity=share",
    ]
    one = call("measure", "half-life", "--incident", "LANTERN").out.splitlines()[1]
    assert one.startswith("incident=LANTERN ")
    assert "Peak" in said.err


def test_of_several_files_the_good_ones_are_stored_and_the_bad_one_is_said(
    call: Calling, days: Path, tmp_path: Path
) -> None:
    bad = tmp_path / "private name.csv"
    bad.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    said = call("add", bad, days, tmp_path / "missing.csv", "--incident", "LANTERN", "--json")
    assert said.code == 1
    first, second, third = said.document
    assert first["error"]["message"]
    assert (second["error"], second["rows_stored"]) == (None, 28)
    assert third["error"]["title"]
    assert "File 1" in said.err
    assert "File 3" in said.err
    assert "private name" not in said.out + said.err
    assert len(call("datasets", "--json").document) == 1


def test_an_open_question_is_asked_and_an_answer_closes_it(call: Calling, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text(
        "platform,item,notice_at,down_at,outcome\nPlatform A,a,2025-01-01T10:00Z,,up\n", "utf-8"
    )
    said = call("add", log, "--incident", "LANTERN", "--json")
    (question,) = said.document[0]["questions"]
    assert (said.code, question["name"], question["answer"]) == (1, "last-look", None)
    assert call("datasets", "--json").document == []
    answered = call(
        "add", log, "--incident", "LANTERN", "--answer", "last-look=2025-02-01", "--json"
    )
    assert (answered.code, answered.document[0]["questions"][0]["answer"]) == (0, "2025-02-01")
    assert call("add", log, "--answer", "last-look").code == 2


def test_decisions_are_words_of_a_list_and_the_latest_counts(call: Calling) -> None:
    code = call("new").out.strip()
    assert call("decide", code, "verdict=fabricated").code == 0
    assert call("decide", code, "verdict=authentic").code == 0
    assert call("decide", code, "home_zone=Europe/Berlin").code == 0
    (incident,) = call("incidents", "--json").document
    assert (incident["verdict"], incident["home_zone"]) == ("authentic", "Europe/Berlin")
    for wrong in (
        "verdict=perhaps",
        "colour=red",
        "home_zone=Berlin",
        "main.social=https://x.org/a",
    ):
        said = call("decide", code, wrong)
        assert said.code == 1
        assert "https" not in said.err
    assert call("decide", "NOWHERE", "verdict=authentic").code == 1
    assert call("decide", code, "verdict=authentic", "--json").document["key"] == "verdict"


def test_a_dataset_can_be_removed_restored_and_erased(call: Calling, days: Path) -> None:
    dataset = call("add", days, "--incident", "LANTERN", "--json").document[0]["dataset_id"]
    assert call("verify").code == 0
    assert call("remove", dataset).code == 0
    assert call("datasets", "--json").document == []
    assert call("restore", dataset).code == 0
    assert call("datasets", "--json").document[0]["dataset"] == dataset
    assert call("erase", dataset).code == 0
    assert call("datasets", "--json").document == []
    for command in ("remove", "restore", "erase"):
        assert call(command, dataset).code == 1
    said = call("verify", "--json")
    assert (said.code, said.document) == (0, [])


def test_verify_names_what_is_damaged_and_the_rest_still_answers(
    call: Calling, days: Path, tmp_path: Path
) -> None:
    dataset = call("add", days, "--incident", "LANTERN", "--json").document[0]["dataset_id"]
    (parquet,) = (tmp_path / "archive").rglob("attention.parquet")
    parquet.write_bytes(parquet.read_bytes()[:100])
    said = call("verify", "--json")
    assert said.code == 1
    assert said.document[0]["dataset"] == dataset
    assert str(tmp_path) not in said.out + said.err
    listed = call("datasets", "--json")
    assert listed.code == 0
    assert dataset in listed.err
    assert call("measure", "half-life", "--incident", "LANTERN", "--json").code == 0


def test_query_gives_rows_and_refuses_everything_else(call: Calling, days: Path) -> None:
    call("add", days, "--incident", "LANTERN")
    said = call("query", "SELECT count(*) AS n, min(bin_start) AS first FROM attention", "--json")
    assert said.document == [{"n": 28, "first": "2025-01-01T00:00:00Z"}]
    table = call("query", "SELECT value FROM attention ORDER BY value LIMIT 2")
    assert table.out.split() == ["value", "1", "2"]
    assert "2 rows" in table.err
    for attack in ("SELECT * FROM read_text('x')", "DROP VIEW attention", "SELECT 1; SELECT 2"):
        refused = call("query", attack, "--json")
        assert (refused.code, refused.out) == (1, "")


@pytest.mark.parametrize("name", sorted(TEMPLATES))
def test_a_template_is_recognised_as_its_own_format(
    call: Calling, tmp_path: Path, name: str
) -> None:
    path = tmp_path / "template.csv"
    text = call("formats", "--template", name).out
    if text.count("\n") == 1:  # a header to be filled in
        text += ",".join(FILLED_IN.get(column, "") for column in text.strip().split(",")) + "\n"
    path.write_text(text, encoding="utf-8")
    (report,) = call("check", path, "--incident", "LANTERN", "--json").document
    if report["scope"] == "platform" or (
        report["error"] and "platform" in report["error"]["message"]
    ):
        (report,) = call("check", path, "--json").document
    assert report["format"] == name.removesuffix("_requests") or report["format"] == name
    assert (report["rows_stored"] > 0, report["rejects"]) == (True, [])


def test_json_is_one_document_even_when_asked_twice(call: Calling) -> None:
    for words in (("metrics",), ("formats",), ("datasets",), ("incidents",), ("verify",)):
        said = call("--json", *words, "--json")
        assert said.code == 0
        assert isinstance(said.document, list)


def test_every_type_that_a_query_can_give_becomes_json(call: Calling) -> None:
    said = call(
        "query",
        "SELECT 'nan'::DOUBLE AS a, 'inf'::DOUBLE AS b, 170141183460469231731687303715884105727::HUGEINT AS c,"
        " DATE '2025-01-01' AS d, INTERVAL 1 DAY AS e, [1, NULL] AS f, {'x': 1} AS g, MAP {'k': 2} AS h,"
        " 1.10::DECIMAL(4, 2) AS i, 'ab'::BLOB AS j, TRUE AS k, NULL AS l, TIME '10:00' AS m, 'é\n' AS n,"
        " TIMESTAMPTZ '2025-01-01 00:00:00Z' AS o, uuid() IS NULL AS p",
        "--json",
    )
    assert said.code == 0
    (row,) = json.loads(said.out, parse_constant=pytest.fail)
    assert (row["a"], row["b"], row["d"], row["f"]) == (None, None, "2025-01-01", [1, None])
    assert (row["g"], row["l"], row["n"], row["o"]) == (
        {"x": 1},
        None,
        "é\n",
        "2025-01-01T00:00:00Z",
    )


@pytest.mark.parametrize(
    ("arguments", "closed"),
    [
        ((), False),
        (("--address", "::1"), False),
        (("--address", "0.0.0.0"), True),
        (("--address", "0.0.0.0", "--private"), False),
    ],
)
def test_serve_leaves_the_vault_closed_where_others_can_connect(
    call: Calling, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], closed: bool
) -> None:
    served: dict[str, str] = {}

    class Server:
        def __init__(self, _: list[str], *, env: dict[str, str], **__: object) -> None:
            served.update(env)

        def wait(self) -> int:
            return 0

    monkeypatch.setattr("ripplemark.cli.serving.subprocess.Popen", Server)
    monkeypatch.setattr("ripplemark.cli.serving.signal.signal", lambda *_: None)
    monkeypatch.setattr("ripplemark.cli.serving._refuse_taken", lambda *_: None)
    assert call("serve", "--port", "8599", *arguments).code == 0
    assert (served.get("RIPPLEMARK_WITHOUT_VAULT") == "1") is closed
