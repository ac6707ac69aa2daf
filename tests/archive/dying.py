"""Kill a change at every step that touches the disk, and look at what is left. Run by test_archive_killed.py.

    python dying.py SCENARIO PARQUET FOLDER

Each step is one call of open, write, fsync, rename ...; a write can also be cut in half. A child is forked for every
step, does the change, and kills itself there; the parent then opens the folder as any later process would. Prints one
JSON object: how many steps there were, and every promise that did not hold.
"""

from __future__ import annotations

import json
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from pyarrow.parquet import read_schema
from storing import add, binned, ids

from ripplemark.archive import Archive
from ripplemark.vault import Vault

STEPS = ("open", "write", "fsync", "rename", "replace", "mkdir", "unlink", "rmdir", "link")
ONE, TWO, THREE = (f"{number:064x}" for number in (1, 2, 3))


@dataclass(frozen=True)
class Place:
    """An archive and a vault beside it, opened afresh."""

    archive: Archive
    vault: Vault
    parquet: Path

    def add(self, sha256: str, **more: Any) -> str:
        return add(self.archive, self.vault, self.parquet, sha256, **more)

    def newest(self) -> str:
        return self.archive.decisions()[-1].decision_id


def look(place: Place) -> object:
    """What a user sees: datasets, what can be restored, incidents, the standing decision, names behind aliases."""
    archive = place.archive
    hidden = {name for package in archive.datasets() for name in package.replaces}
    return [
        sorted(ids(archive)),
        sorted(set(binned(archive)) - hidden - set(ids(archive))),
        len(archive.files("attention")),
        archive.incidents()[:1],
        archive.decision("LANTERN", "note"),
        [len(archive.decisions()), *erased(archive.root)],
        [place.vault.name(f"term {letter}") for letter in "ABC"],
    ]


def first(place: Place) -> str:
    return ids(place.archive)[0]


def undo(place: Place) -> None:
    place.archive.undo(place.newest())


SCENARIOS: dict[str, tuple[Callable[[Place], object], Callable[[Place], object]]] = {
    "add to nothing": (lambda p: p.vault.key, lambda p: p.add(ONE)),
    "add": (lambda p: p.add(ONE), lambda p: p.add(TWO)),
    "replace": (lambda p: p.add(ONE), lambda p: p.add(TWO, replaces=[first(p)])),
    "add what is in the trash": (
        lambda p: p.archive.remove(p.add(ONE)),
        lambda p: p.add(ONE),
    ),
    "remove": (lambda p: [p.add(ONE), p.add(TWO)], lambda p: p.archive.remove(first(p))),
    "restore": (
        lambda p: [p.add(TWO), p.archive.remove(p.add(ONE))],
        lambda p: p.archive.restore(binned(p.archive)[0]),
    ),
    "erase": (lambda p: [p.add(ONE), p.add(TWO)], lambda p: p.archive.erase(first(p))),
    "erase from the trash": (
        lambda p: [p.add(TWO), p.archive.remove(p.add(ONE))],
        lambda p: [p.archive.erase(each) for each in binned(p.archive)],
    ),
    "decide": (
        lambda p: p.archive.ensure_incident("LANTERN"),
        lambda p: p.archive.decide("LANTERN", "note", "term A"),
    ),
    "undo": (
        lambda p: [
            p.archive.ensure_incident("LANTERN"),
            p.archive.decide("LANTERN", "note", "term A"),
        ],
        undo,
    ),
    "new incident": (
        lambda p: p.archive.incidents(),
        lambda p: p.archive.ensure_incident("LANTERN", "deepfake"),
    ),
    "name": (lambda p: p.vault.aliases(["one"]), lambda p: p.vault.aliases(["two", "three"])),
}


def at(folder: Path, parquet: Path) -> Place:
    return Place(Archive(folder / "archive"), Vault(folder / "vault"), parquet)


def changed(change: Callable[[Place], object], folder: Path, parquet: Path) -> None:
    change(at(folder, parquet))


def die_at(step: int) -> None:
    """From here on, kill this process before its ``step``-th touch of the disk; a write is two, the second cut in half."""
    done = 0

    def hooked(name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **more: Any) -> Any:
            nonlocal done
            done += 1
            if done == step:
                os.kill(os.getpid(), signal.SIGKILL)
            if name == "write":
                done += 1
                if done == step:
                    real(args[0], bytes(args[1])[: len(args[1]) // 2])
                    os.kill(os.getpid(), signal.SIGKILL)
            return real(*args, **more)

        return call

    for name in STEPS:
        setattr(os, name, hooked(name, getattr(os, name)))


def killed(change: Callable[[], object], step: int) -> bool:
    """Whether a child that does the change died at this step; False where it finished before it."""
    child = os.fork()
    if child == 0:
        die_at(step)
        change()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        return True
    assert status == 0, "the change itself failed"
    return False


def broken(folder: Path, parquet: Path, old: object, new: object, scenario: str) -> Iterator[str]:
    """The promises that a killed change did not keep."""
    seen = look(at(folder, parquet))
    if seen not in (old, new):
        yield f"neither old nor new: {seen}"
    place = at(folder, parquet)
    if found := place.archive.verify():
        yield f"verify finds {found}"
    if seen == old:
        SCENARIOS[scenario][1](place)
        if look(place) != new:
            yield f"done again it gives {look(place)}"
    reached = place.archive.state()
    place.archive.ensure_incident("OTHER")
    if place.archive.state(reached.fingerprint) != reached:
        yield "the state before a later change is not written down"
    place.add(THREE)
    place.vault.remember_input("any", ONE, "any")
    place.vault.aliases(["another"])
    if place.archive.verify() or len(ids(place.archive)) != len(new[0]) + 1:  # type: ignore[index]
        yield "a later addition fails"
    left = [str(path.relative_to(folder)) for path in folder.rglob("*.part")]
    left += [path.name for path in (folder / "archive" / ".staging").iterdir()]
    if left:
        yield f"left behind: {left}"
    state = place.archive.state()
    if not (folder / "archive" / "states" / f"{state.fingerprint}.json").is_file():
        yield "the state is not written down"
    if set(erased(place.archive.root)) & {*ids(place.archive), *binned(place.archive)}:
        yield "an erased dataset is still there"


def erased(root: Path) -> list[str]:
    path = root / "tombstones.json"
    return [entry["id"] for entry in json.loads(path.read_bytes())] if path.is_file() else []


def main(scenario: str, parquet: Path, folder: Path) -> None:
    os.fsync = lambda _handle: (
        None
    )  # a killed process loses nothing that it wrote; power loss is another test
    read_schema(parquet)
    prepare, change = SCENARIOS[scenario]
    before, after = folder / "before", folder / "after"
    prepare(at(before, parquet))
    old = look(at(before, parquet))
    shutil.copytree(before, after) if before.exists() else None
    change(at(after, parquet))
    new = look(at(after, parquet))
    assert old != new
    step, dead, wrong = 0, True, []
    while dead:
        step += 1
        trial = folder / f"trial-{step}"
        shutil.copytree(before, trial) if before.exists() else None
        dead = killed(partial(changed, change, trial, parquet), step)
        wrong += [f"step {step}: {each}" for each in broken(trial, parquet, old, new, scenario)]
        shutil.rmtree(trial)
    print(json.dumps({"steps": step - 1, "wrong": wrong}))  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))
