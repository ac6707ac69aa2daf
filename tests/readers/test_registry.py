"""READERS is complete and every reader has what a source format needs."""

from __future__ import annotations

import importlib
import pkgutil
from pathlib import Path

import pytest

from ripplemark import catalogue, readers
from ripplemark.readers import READERS
from ripplemark.readers.base import Reader

HERE = Path(__file__).parent


def _written() -> set[type[Reader]]:
    found: set[type[Reader]] = set()
    for module in pkgutil.iter_modules(readers.__path__, f"{readers.__name__}."):
        for each in vars(importlib.import_module(module.name)).values():
            if isinstance(each, type) and issubclass(each, Reader) and "name" in vars(each):
                found.add(each)
    return found


def test_every_reader_in_the_folder_is_registered() -> None:
    assert set(READERS) == _written()


def test_names_and_titles_are_unique() -> None:
    assert len({reader.name for reader in READERS}) == len(READERS)
    assert len({reader.title for reader in READERS}) == len(READERS)


@pytest.mark.parametrize("reader", READERS, ids=lambda r: r.name)
def test_a_reader_has_its_queries_and_a_golden_case(reader: type[Reader]) -> None:
    for name in filter(None, (reader.source, reader.facts)):
        assert catalogue.query(name).columns
    first = catalogue.query(reader.source).input("source").columns[0]
    assert first == ("line", "BIGINT")
    assert any((HERE / reader.name / "input").iterdir())
    assert any((HERE / reader.name / "expected").iterdir())
    assert reader.leaves_out
    assert reader.spec
