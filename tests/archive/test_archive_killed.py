"""A process killed at any step of a change leaves the old state or the new one, and the next change works."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import dying
import pytest

MEMORY = Path("/dev/shm")


@pytest.mark.parametrize("scenario", dying.SCENARIOS)
def test_a_process_killed_at_any_step_leaves_the_archive_whole(
    scenario: str, parquet: Path
) -> None:
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        ran = subprocess.run(
            [sys.executable, dying.__file__, scenario, str(parquet), folder],
            env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    found = json.loads(ran.stdout)
    assert found["wrong"] == []
    assert found["steps"] >= 8
