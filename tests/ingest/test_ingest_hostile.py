"""Issue 2, section 5: each of these gives a clear error or report within seconds and leaves the archive untouched."""

from __future__ import annotations

import gzip
import io
import json
import time
import zipfile
from pathlib import Path

import pytest
from adding import MODERATION, command, every_byte, rows, snapshot, write

from ripplemark.archive import Archive
from ripplemark.errors import RipplemarkError
from ripplemark.ingest import Options, Report, add, check, refused
from ripplemark.vault import Vault

HEADER = "platform,item,notice_at,outcome,down_at,views\n"
GOOD = "Platform A,1,2025-01-02,removed,2025-01-03,4\n"


def zipped(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in members.items():
            packed.writestr(name, data)
    return out.getvalue()


HOSTILE: dict[str, bytes | str] = {
    "empty": b"",
    "blank": "\n\n  \n",
    "header only": HEADER,
    "binary": bytes(range(256)) * 40,
    "image": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 4,
    "html error page": "<!DOCTYPE html><html><body>Please log in</body></html>",
    "truncated zip": zipped({"a.csv": (HEADER + GOOD * 500).encode()})[:200],
    "truncated gzip": gzip.compress((HEADER + GOOD * 5000).encode())[:-20],
    "zip bomb": zipped({"a.csv": b"0" * 80_000_000}),
    "zip path trick": zipped({"../../evil.csv": (HEADER + GOOD).encode()}),
    "ragged rows": HEADER + GOOD + "Platform A,2\n" + "Platform A,3,2025-01-02,removed,2025-01-03,4,5,6\n",
    "one very long line": HEADER + "x" * 3_000_000 + "\n",
    "mixed date orders": HEADER + "Platform A,1,13/2/2025,removed,2/13/2025,\n",
    "impossible dates": HEADER + GOOD + "Platform A,2,2025-02-31,removed,,\n",
    "negative counts": HEADER + GOOD + "Platform A,2,2025-01-02,removed,,-3\n",
    "text in numbers": HEADER + GOOD + "Platform A,2,2025-01-02,removed,,many\n",
    "NUL bytes": (HEADER + GOOD).encode() + b"Plat\0form,2,2025-01-02,removed,,\n",
    "duplicate columns": "platform,item,item,notice_at\nPlatform A,1,1,2025-01-02\n",
    "10,000 columns": ",".join(f"c{k}" for k in range(10_000)) + "\n" + "1," * 9_999 + "1\n",
    "unclosed quote": HEADER + GOOD + 'Platform A,"2,2025-01-02,removed,,\n' + GOOD * 50,
    "broken quotes": HEADER + GOOD + 'Platform A,"a"b,2025-01-02,removed,,\n',
    "ambiguous dates": HEADER + "Platform A,1,3/4/2025,removed,5/4/2025,\n",
    "open without a last look": HEADER + "Platform A,1,2025-01-02,up,,\n",
    "platform with a link in it": HEADER + "=HYPERLINK(\"https://example.org\"),1,2025-01-02,up,2025-02-01,\n",
    "two incidents by code and by wrong code": "incident," + HEADER + "lantern," + GOOD,
    "no format": "a,b\n1,2\n",
}  # fmt: skip


def outcome(archive: Archive, vault: Vault, path: Path, *, store: bool) -> Report:
    options = Options(incident=None if "wrong code" in path.name else "LANTERN")
    try:
        return add(archive, vault, path, options) if store else check(archive, path, options)
    except RipplemarkError as error:
        return refused(error, 1)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Vault]:
    """An archive with one dataset, which no test may change."""
    folder = tmp_path_factory.mktemp("held")
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    add(archive, vault, write(folder, MODERATION), Options(incident="LANTERN"))
    return archive, vault


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_in_seconds_and_the_archive_stays_as_it_was(
    name: str, held: tuple[Archive, Vault], tmp_path: Path
) -> None:
    archive, vault = held
    before, path = snapshot(archive.root), write(tmp_path, HOSTILE[name], f"{name}.csv")
    started = time.monotonic()
    told, checked = (outcome(archive, vault, path, store=store) for store in (True, False))
    assert time.monotonic() - started < 10
    assert told.error
    assert len(told.error["message"]) > 20
    assert checked.error or checked.open_questions
    assert snapshot(archive.root) == before


def test_a_refused_first_file_leaves_no_archive_folder(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    for name in ("ragged rows", "empty", "ambiguous dates"):
        assert outcome(
            archive, vault, write(tmp_path, HOSTILE[name], f"{name}.csv"), store=True
        ).error
    assert not archive.root.exists()


@pytest.mark.parametrize("verb", ["add", "check"])
def test_the_command_line_refuses_every_hostile_file_with_a_reason_and_without_a_traceback(
    verb: str, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    names = [name for name in HOSTILE if "wrong code" not in name]
    files = [str(write(folder, HOSTILE[name], f"{k}.csv")) for k, name in enumerate(names)]
    done = command(tmp_path / "a", tmp_path / "v", verb, *files, "--incident", "LANTERN", "--json")
    assert done.returncode == 1
    assert b"Traceback" not in done.stderr
    reports = json.loads(done.stdout)
    assert [each["file"] for each in reports] == [f"file {k + 1}" for k in range(len(names))]
    assert all(
        each["error"] or [q for q in each["questions"] if q["answer"] is None] for each in reports
    )
    assert not (tmp_path / "a").exists()


@pytest.mark.parametrize(
    "name",
    [
        "..; rm -rf.csv",
        "new\nline.csv",
        "naïve 🎈.csv",
        "=cmd|' 'A0.csv",
        "a\\b.csv",
        "*?[x].csv",
        "%2e%2e%2f.csv",
        "x.csv.gz",
    ],
)
def test_a_file_may_have_any_name_and_it_goes_nowhere(
    name: str, archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    report = add(archive, vault, write(tmp_path, MODERATION, name), Options(incident="LANTERN"))
    assert report.rows_stored == 3
    stem = name.rsplit(".", 1)[0].encode()
    assert stem not in every_byte(archive.root)
    assert name not in json.dumps(report.document(), ensure_ascii=False)


def test_a_name_that_comes_apart_from_the_path_is_only_a_hint(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    report = add(
        archive,
        vault,
        write(tmp_path, MODERATION),
        Options(incident="LANTERN"),
        name="../../x/y.csv",
    )
    assert report.rows_stored == 3
    assert not (tmp_path.parent / "x").exists()


def test_formulas_are_text_that_is_hashed_or_refused_and_never_evaluated(
    archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    text = (
        "platform,item,copy_of,uploader,notice_at,observed_until,notes\n"
        "Platform A,=1+1,+cmd|' /C calc'!A0,@SUM(1+1),2025-01-02,2025-02-01,=1+2\n"
    )
    add(archive, vault, write(tmp_path, text), Options(incident="LANTERN", keep=("uploader",)))
    (row,) = rows(archive, "moderation")
    assert row["item"] == vault.item_hash("=1+1")
    assert row["copy_of"] == vault.item_hash("+cmd|' /C calc'!A0")
    assert row["uploader"] == vault.item_hash("@SUM(1+1)")
    for formula in (b"=1+1", b"cmd|", b"@SUM", b"=1+2"):
        assert formula not in every_byte(archive.root)
