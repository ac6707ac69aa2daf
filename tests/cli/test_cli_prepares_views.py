"""``add`` of many items says that their views are counted, and leaves the answers on the disk; of few items it does neither."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ripplemark.archive import answers
from ripplemark.cli import run

LOG = "platform,item,notice_at,outcome,down_at\n" + "".join(
    f"Platform A,{k},2025-10-2{k},removed,2025-10-2{k + 1}\n" for k in range(4)
)
COUNTING = "Counting what the views of LANTERN show"


@pytest.mark.parametrize("many", [False, True])
def test_views_of_many_items_are_counted_when_they_are_added(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, many: bool
) -> None:
    if many:
        monkeypatch.setattr(answers, "MANY", 1)
    archive, log = tmp_path / "archive", tmp_path / "log.csv"
    log.write_text(LOG, encoding="utf-8")
    code = run(["--archive", str(archive), "add", str(log), "--incident", "LANTERN", "--json"])
    out, err = capsys.readouterr()
    assert (code, json.loads(out)[0]["rows_stored"]) == (0, 4)
    assert (COUNTING in err) == many
    assert bool(list(archive.glob(".answers/*/*.arrow"))) == many
