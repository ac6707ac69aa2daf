"""The gate's first rule: names, links, paths and raw hashes are never anywhere but in the vault."""

from __future__ import annotations

import hashlib
import json
import subprocess
from pathlib import Path

import pytest
from adding import command, every_byte
from canary import WORDS, all_forms, canary, hash_forms
from sheet_builder import build_xlsx


def moderation() -> str:
    lines = [
        "platform,item,copy_of,uploader,notice_at,outcome,down_at,observed_until,category,"
        + ",".join(canary("header"))
    ]
    for k, word in enumerate(WORDS):
        rest = ",".join(f"{word}note{k}" for _ in WORDS)
        lines.append(
            f"Platform A,https://{word}.example.org/p?u={word},https://example.org/{word},@{word},2025-10-24,removed,2025-10-25,2025-11-01,news,{rest}"
        )
        lines.append(f"https://{word}.example.org,2,,,2025-10-24,removed,2025-10-25,,news,{rest}")
        lines.append(f"Platform A,3,,,{word},removed,{word},,news,{rest}")
        lines.append(f"Platform A,4,,,2025-10-24,{word},2025-10-25,,news,{rest}")
        lines.append(f"Platform A,5,,,2025-10-24,removed,2025-10-25,,see {word}: a sentence,{rest}")
        lines.append(f"Platform A,{word}")
    return "\n".join(lines) + "\n"


def log() -> list[list[str]]:
    header = [
        "Link",
        "Platform",
        "Reported on",
        "Status",
        "Removed on",
        "Last checked",
        "Notes",
        canary("head")[0],
    ]
    rows = [
        [
            f"https://{word}.example.org",
            f"see https://{word}",
            "2025-10-24",
            word,
            "2025-10-25",
            "2025-11-01",
            word,
            word,
        ]
        for word in WORDS
    ]
    return [
        header,
        *rows,
        *(
            [
                f"{word}@example.org",
                "Platform A",
                "2025-10-24",
                "removed",
                "2025-10-25",
                "2025-11-01",
                word,
                "",
            ]
            for word in WORDS
        ),
    ]


def trends() -> str:
    header = ",".join(f"{word}: (Worldwide)" for word in WORDS)
    return f"Category: {WORDS[0]}\n\nDay,{header}\n2025-03-01,1,2,3,4,5\n2025-03-02,100,<1,3,4,5\n"


@pytest.fixture(scope="module")
def said(tmp_path_factory: pytest.TempPathFactory) -> dict[str, object]:
    """Everything that came out of a whole round of commands over files full of canaries."""
    top = tmp_path_factory.mktemp("plain")
    home = top / canary("home")[0] / canary("folder")[1]
    home.mkdir(parents=True)
    archive, vault = top / "archive", top / "vault"
    files = {
        "moderation": home / f"{WORDS[0]}.csv",
        "trends": home / f"{WORDS[2]}.csv",
        "log": home / f"{WORDS[1]}.xlsx",
        "broken": home / f"{WORDS[3]}.csv",
        "unknown": home / f"{WORDS[4]}.csv",
    }
    files["moderation"].write_text(moderation(), encoding="utf-8")
    files["trends"].write_text(trends(), encoding="utf-8")
    build_xlsx(files["log"], log(), name=WORDS[0], hidden_sheets=1)
    files["broken"].write_text(
        f'platform,item,notice_at\nA,"{WORDS[0]}"x",2025-01-01\n"{WORDS[1]}', encoding="utf-8"
    )
    files["unknown"].write_text(",".join(WORDS) + "\n1,2,3,4,5\n", encoding="utf-8")
    env = {
        "HOME": str(home),
        "USER": WORDS[0],
        "LOGNAME": WORDS[1],
        "USERNAME": WORDS[2],
        "TMPDIR": str(home),
    }
    paths = [str(path) for path in files.values()]
    missing = str(home / f"{WORDS[0]} is not there.csv")
    skip = ["--answer", "rejects=skip", "--answer", "down=seen"]
    storing = ["add", *paths, missing, "--incident", "LANTERN", "--title", WORDS[0], *skip]
    done = [
        command(archive, vault, *words, **env)
        for words in (
            ["check", *paths, missing, "--json"],
            ["add", *paths, "--incident", "LANTERN"],
            storing,
            [*storing, "--json"],
            ["datasets", "--json"],
            ["measure", "half-life", "--incident", "LANTERN", "--json"],
            ["measure", "median-lag", "--incident", "LANTERN", "--json"],
            ["query", "SELECT * FROM moderation", "--json"],
            ["query", "SELECT * FROM attention", "--json"],
            ["verify"],
        )
    ]
    return {"done": done, "archive": archive, "vault": vault, "files": files}


def test_the_round_really_stored_what_the_canaries_sat_in(said: dict[str, object]) -> None:
    done: list[subprocess.CompletedProcess[bytes]] = said["done"]  # type: ignore[assignment]
    stored = json.loads(done[4].stdout)
    assert sorted(each["table"] for each in stored) == ["attention", "moderation", "moderation"]
    assert [each.returncode for each in done] == [1, 1, 1, 1, 0, 0, 0, 0, 0, 0]


def test_no_canary_is_in_the_archives_bytes(said: dict[str, object]) -> None:
    found = every_byte(said["archive"])  # type: ignore[arg-type]
    assert len(found) > 10_000
    assert [form for form in all_forms() if form in found] == []


def test_no_canary_is_in_stdout_stderr_or_json(said: dict[str, object]) -> None:
    done: list[subprocess.CompletedProcess[bytes]] = said["done"]  # type: ignore[assignment]
    for each in done:
        assert b"Traceback" not in each.stderr
        for stream in (each.stdout, each.stderr):
            assert [
                form.decode("utf-8", "replace") for form in all_forms() if form in stream
            ] == [], each.args[3]


def test_no_raw_hash_of_an_input_is_anywhere_but_in_the_vault(said: dict[str, object]) -> None:
    done: list[subprocess.CompletedProcess[bytes]] = said["done"]  # type: ignore[assignment]
    files: dict[str, Path] = said["files"]  # type: ignore[assignment]
    public = every_byte(said["archive"]) + b"".join(each.stdout + each.stderr for each in done)  # type: ignore[arg-type]
    for path in files.values():
        for form in hash_forms(hashlib.sha256(path.read_bytes()).digest()):
            assert form not in public


def test_the_owner_finds_the_names_in_the_vault(said: dict[str, object]) -> None:
    names = json.loads((Path(str(said["vault"])) / "names.json").read_text(encoding="utf-8"))
    assert set(WORDS) <= set(names["term"]["aliases"])
    assert set(names["dataset"]["aliases"]) == {WORDS[0]}
