"""Deadlines without a browser: switched on and said with ``decide``, counted with ``measure``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.cli import run

US = "us-take-it-down"


def call(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str, str]:
    """Its exit code, and what it wrote to stdout and stderr."""
    code = run(list(words))
    written = capsys.readouterr()
    return code, written.out, written.err


@pytest.fixture
def lantern(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Archive:
    path = tmp_path / "requests.csv"
    rows = ["platform,item,sent_at,by,outcome,outcome_at,last_checked"]
    rows += [
        f"Chirp,{k},2026-06-01T00:05Z,user,removed,2026-06-0{2 + k % 4}T00:05Z,2026-07-01T00:00Z"
        for k in range(12)
    ]
    path.write_text("\n".join(rows) + "\n", "utf-8")
    assert run(["add", str(path), "--incident", "LANTERN", "--tz", "UTC"]) == 0
    capsys.readouterr()
    return Archive(tmp_path / "archive")


def test_a_deadline_is_switched_on_and_its_counts_are_measured(
    lantern: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    assert call(capsys, "decide", "LANTERN", f"deadlines.{US}=on")[0] == 0
    assert lantern.decision("LANTERN", f"deadlines.{US}") == "on"
    asked = ("measure", "within-deadline", "--incident", "LANTERN", "--set", f"instrument={US}")
    code, told, _ = call(capsys, "--json", *asked)
    document = json.loads(told)
    assert code == 0
    assert document["query"] == "moderation/lags_by_rule"
    rows = {each["by"]["quantity"]: each for each in document["estimates"]}
    assert (rows["in-time"]["value"], rows["past"]["value"]) == (3, 6)
    assert rows["undecided"]["value"] == 3
    assert rows["share"]["n"] == 12
    plain = call(capsys, *asked)[1]
    assert "violat" not in plain.lower()


def test_hours_alone_still_ask_the_other_query(
    lantern: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("measure", "within-deadline", "--incident", "LANTERN", "--set", "hours=48")
    document = json.loads(call(capsys, "--json", *asked)[1])
    assert document["query"] == "moderation/lags_by_group"
    assert len(document["estimates"]) == 1
    assert lantern.decisions()


def test_a_deadline_of_ones_own_is_decided_in_one_text_with_its_equals_signs(
    lantern: Archive, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "deadlines.own-1=hours=72 clock=user from=2026-01-01 checked=2026-01-02"
    assert call(capsys, "decide", "LANTERN", text)[0] == 0
    asked = ("measure", "within-deadline", "--incident", "LANTERN", "--set", "instrument=own-1")
    document = json.loads(call(capsys, "--json", *asked)[1])
    assert document["estimates"][0]["by"]["hours"] == 72.0
    assert "publisher of this archive" in document["estimates"][0]["note"]
    assert lantern.decision("LANTERN", "deadlines.own-1") is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("deadlines.own-1=hours=24", "needs 'clock'"),
        ("deadlines.no-such-law=on", US),
        ("deadlines.own-1=on", US),
    ],
)
def test_what_cannot_be_decided_is_refused_with_the_way_out(
    lantern: Archive, capsys: pytest.CaptureFixture[str], text: str, told: str
) -> None:
    before = lantern.fingerprint()
    code, out, err = call(capsys, "decide", "LANTERN", text)
    assert (code, out) == (1, "")
    assert told in err
    assert lantern.fingerprint() == before
