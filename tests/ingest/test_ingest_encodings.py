"""However a file is written, the same rows are stored."""

from __future__ import annotations

import gzip
import io
import itertools
import zipfile
from pathlib import Path
from typing import Any

import pytest
from adding import MODERATION, TRENDS, rows, write
from sheet_builder import build_xlsx

from ripplemark.archive import Archive
from ripplemark.ingest import Options, add
from ripplemark.vault import Vault

OPTIONS = Options(incident="LANTERN", zone="Europe/Berlin")
TEXTS = {"moderation": MODERATION, "attention": TRENDS}
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252")
DELIMITERS, PACKINGS = (",", ";", "\t"), ("plain", "gz", "zip")
CASES = [
    (encoding, newline, DELIMITERS[(i + j) % 3], PACKINGS[(i + 2 * j + i // 3) % 3])
    for i, encoding in enumerate(ENCODINGS)
    for j, newline in enumerate(("\n", "\r\n", "\r"))
]
"""Every encoding with every line end, and every delimiter and packing with each of both."""


def test_every_pair_of_ways_to_write_a_file_is_among_the_cases() -> None:
    ways = (ENCODINGS, ("\n", "\r\n", "\r"), DELIMITERS, PACKINGS)
    for a, b in itertools.combinations(range(4), 2):
        assert {(case[a], case[b]) for case in CASES} == set(itertools.product(ways[a], ways[b]))


def packed(data: bytes, packing: str) -> bytes:
    if packing == "gz":
        return gzip.compress(data)
    if packing == "plain":
        return data
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("inner.csv", data)
    return out.getvalue()


def stored(folder: Path, table: str, data: bytes, vault: Vault) -> list[dict[str, Any]]:
    archive = Archive(folder / "archive")
    add(archive, vault, write(folder, data), OPTIONS)
    return rows(archive, table)


@pytest.mark.parametrize("table", TEXTS)
def test_encoding_line_ends_delimiter_and_packing_do_not_change_a_row(
    table: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    vault = Vault(tmp_path_factory.mktemp("vault"))
    plain = stored(tmp_path_factory.mktemp("plain"), table, TEXTS[table].encode(), vault)
    assert len(plain) in (3, 6)
    for encoding, newline, delimiter, packing in CASES:
        text = TEXTS[table].replace(",", delimiter).replace("\n", newline)
        data = packed(text.encode(encoding), packing)
        read = stored(tmp_path_factory.mktemp("other"), table, data, vault)
        assert read == plain, (encoding, newline, delimiter, packing)


def test_a_sheet_stores_what_the_csv_stores(vault: Vault, tmp_path: Path) -> None:
    plain = stored(tmp_path, "moderation", MODERATION.encode(), vault)
    cells = [line.split(",") for line in MODERATION.replace('"', "").splitlines()]
    other = Archive(tmp_path / "sheet")
    add(other, vault, build_xlsx(tmp_path / "log.xlsx", cells), OPTIONS)
    assert rows(other, "moderation") == plain
