"""An export, made again: nothing changed, a corrected file, a file that is no export, what only the owner may see."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from real_path import Storing

from ripplemark.cli import run
from ripplemark.exchange.exported import NotAnExport, exported

HEADER = "platform,item,notice_at,down_at,outcome,observed_until"


def _rows(hours: int) -> list[str]:
    """Twelve items; the last one gone after so many hours."""
    gone = [*range(1, 12), hours]
    return [
        f"Chirp,i{k},2025-03-01T00:00Z,2025-03-{1 + each // 24:02d}T{each % 24:02d}:00Z,removed,2025-03-20T00:00Z"
        for k, each in enumerate(gone)
    ]


def _exported(folder: Path, name: str = "figure.json", *more: str) -> Path:
    to = folder / name
    line = ["export", "squares", "--incident", "LANTERN", "--set", "at=24,48", "--to", str(to)]
    assert run([*line, *more]) == 0
    return to


def _again(path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, Any], str]:
    capsys.readouterr()
    code = run(["reproduce", str(path), "--json"])
    said = capsys.readouterr()
    return code, json.loads(said.out) if said.out else {}, said.err


def test_an_archive_as_it_was_gives_the_same(
    storing: Storing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storing(HEADER, *_rows(30))
    for more in ((), ("--private",)):
        code, found, said = _again(_exported(tmp_path, "figure.json", *more), capsys)
        assert (code, found["same"], found["changes"]) == (0, True, [])
        assert found["numbers"] > 0
        assert "The archive holds what it held when this was exported." in said


def test_after_a_correction_exactly_the_other_numbers_are_told(
    storing: Storing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = storing(HEADER, *_rows(30))
    export = _exported(tmp_path)
    storing(HEADER, *_rows(20), replaces=report.dataset_id)
    code, found, said = _again(export, capsys)
    assert (code, found["same"]) == (1, False)
    assert found["archive"]["then"] != found["archive"]["now"]
    within = [each for each in found["changes"] if each["metric"] == "within-deadline"]
    assert {each["by"]["hours"] for each in within} == {24.0}
    (value,) = [each for each in within if each["part"] == "value"]
    assert (value["then"], value["now"]) == (pytest.approx(11 / 12), pytest.approx(1.0))
    assert "The archive has changed since this was exported." in said
    assert "The headline has changed: correct any text that quotes it." in said


def test_a_bundle_says_as_much_as_its_document(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *_rows(30))
    document = _exported(tmp_path)
    bundle = tmp_path / "figure.zip"
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(document, "figure.json")
    assert exported(bundle) == exported(document)


def _zipped(name: str, data: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as packed:
        packed.writestr(name, data)
    return written.getvalue()


NONE = {
    "nothing": b"",
    "a table": b"platform,items\nChirp,3\n",
    "another document": b'{"figure": "squares"}',
    "a list": b"[1, 2, 3]",
    "numbers for words": b'{"figure": 1, "headline": 2, "archive": 3, "audience": 4, "ripplemark": 5, '
    b'"parameters": {"scope": 1, "by": [], "where": {}}, "measures": [], "rows": []}',
    "deep nesting": b"[" * 200_000,
    "a zip without the document": _zipped("other.json", b"{}"),
    "a broken zip": b"PK\x03\x04 and no more",
}


@pytest.mark.parametrize("data", NONE.values(), ids=NONE)
def test_what_is_no_export_is_refused_in_words(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "given"
    path.write_bytes(data)
    with pytest.raises(NotAnExport):
        exported(path)


def test_an_export_for_nobody_is_refused(
    storing: Storing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    storing(HEADER, *_rows(30))
    export = _exported(tmp_path)
    export.write_text(export.read_text().replace('"audience": "public"', '"audience": "owner"'))
    code, found, said = _again(export, capsys)
    assert (code, found) == (1, {})
    assert "for whom it was made" in said
