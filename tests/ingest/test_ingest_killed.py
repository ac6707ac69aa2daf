"""Whatever happens in the middle of an add, the archive shows all of a dataset or none."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from adding import MODERATION, ROOT, TRENDS, write

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

DYING = textwrap.dedent(
    """
    import os, signal, sys
    from pathlib import Path
    from ripplemark.archive import Archive
    from ripplemark.ingest import Options, add, storing
    from ripplemark.vault import Vault

    def die(*_, **__):
        os.kill(os.getpid(), signal.SIGKILL)

    if sys.argv[4] == "commit":
        Archive.commit = die
    else:
        setattr(storing, sys.argv[4], die)
    add(Archive(Path(sys.argv[1])), Vault(Path(sys.argv[2])), Path(sys.argv[3]), Options(incident="LANTERN"))
    """
)


@pytest.mark.parametrize("where", ["told", "described", "commit"])
def test_an_add_that_is_killed_leaves_nothing_visible_and_can_be_repeated(
    where: str, archive: Archive, vault: Vault, tmp_path: Path
) -> None:
    add(archive, vault, write(tmp_path, TRENDS), Options(incident="LANTERN"))
    before = archive.fingerprint()
    path = write(tmp_path, MODERATION)
    words = [sys.executable, "-c", DYING, str(archive.root), str(vault.root), str(path), where]
    killed = subprocess.run(
        words, cwd=ROOT, env=os.environ | {"TMPDIR": str(tmp_path)}, check=False, timeout=300
    )
    assert killed.returncode == -signal.SIGKILL
    after = Archive(archive.root)
    assert after.fingerprint() == before
    assert after.verify() == ()
    assert os.listdir(archive.root / ".staging") == []
    assert add(after, vault, path, Options(incident="LANTERN")).rows_stored == 3


def test_two_processes_that_add_at_once_both_succeed(archive: Archive, tmp_path: Path) -> None:
    files = [write(tmp_path, text, f"{k}.csv") for k, text in enumerate((MODERATION, TRENDS))]
    env = os.environ | {
        "RIPPLEMARK_ARCHIVE": str(archive.root),
        "RIPPLEMARK_VAULT": str(tmp_path / "vault"),
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "ripplemark", "add", str(path), "--incident", "LANTERN"],
            cwd=ROOT,
            env=env,
            stderr=subprocess.PIPE,
        )
        for path in files
    ]
    told = [process.communicate(timeout=300)[1] for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    found = Archive(archive.root)
    assert sorted(each.table for each in found.datasets()) == ["attention", "moderation"]
    assert found.verify() == ()
    assert len(list((tmp_path / "vault").glob("key"))) == 1


def test_the_same_file_added_twice_at_once_is_stored_once(archive: Archive, tmp_path: Path) -> None:
    path = write(tmp_path, MODERATION)
    env = os.environ | {
        "RIPPLEMARK_ARCHIVE": str(archive.root),
        "RIPPLEMARK_VAULT": str(tmp_path / "vault"),
    }
    words = [sys.executable, "-m", "ripplemark", "add", str(path), "--incident", "LANTERN"]
    running = [subprocess.Popen(words, cwd=ROOT, env=env, stderr=subprocess.PIPE) for _ in range(2)]
    told = b"".join(process.communicate(timeout=300)[1] for process in running)
    assert sorted(process.returncode for process in running) == [0, 1]
    assert b"Already here" in told
    assert len(Archive(archive.root).datasets()) == 1
