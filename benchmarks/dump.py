"""A day of the EU database as its full dump has it, invented: 3 million rows are 2 GB. Used by ``ingest.py``."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import duckdb

from ripplemark.readers.dsa_layout import COLUMNS

HEADER = ",".join(name for name in COLUMNS if name != "content_id_ean")
ROWS_OF_A_CSV, CSVS_OF_A_ZIP = 100_000, 10

_ROWS = """
    WITH ruled AS (  -- 300 rules of invented services, used very unequally; most content is seen on the day it is posted
        SELECT
            i, hash(i) AS b, hash((300 * pow((hash(i) % 1000003) / 1000003.0, 2))::BIGINT + 77) AS r,
            CASE WHEN b % 100 < 85 THEN 0 WHEN b % 100 < 95 THEN 1 ELSE exp((b // 100 % 10000) / 10000.0 * 7.8)::INTEGER END AS lag,
            DATE '2024-11-20' + (b // 1000003 % 2)::INTEGER AS decided
        FROM range($rows) AS t(i)
    )
    SELECT concat_ws(',',
        left(md5(i::VARCHAR), 8) || '-5ffd-4c9d-9250-' || right(md5(i::VARCHAR), 12),
        CASE r % 25 WHEN 0 THEN '' WHEN 1 THEN '"[""DECISION_VISIBILITY_CONTENT_DISABLED""]"' WHEN 2 THEN '"[""DECISION_VISIBILITY_OTHER""]"'
            ELSE '"[""DECISION_VISIBILITY_CONTENT_REMOVED""]"' END,
        if(r % 25 = 2, '"Video not eligible for recommendation"', ''), '', '', '', '', '', '',
        if(r % 25 = 0, 'DECISION_ACCOUNT_SUSPENDED', ''), '', '',
        if(r // 25 % 20 = 0, 'DECISION_GROUND_ILLEGAL_CONTENT', 'DECISION_GROUND_INCOMPATIBLE_CONTENT'), '', '', '',
        '"House rules, section ' || r % 97 || '"',
        '"Such content breaks the rules of the service: they forbid what threatens or degrades others, and whoever ""sells"" it."', '',
        'STATEMENT_CATEGORY_' || ['SCOPE_OF_PLATFORM_SERVICE', 'ILLEGAL_OR_HARMFUL_SPEECH', 'VIOLENCE', 'SCAMS_AND_FRAUD', 'PROTECTION_OF_MINORS'][1 + (r // 500 % 5)::INTEGER],
        '', if(r // 2500 % 4 = 0, '"[""KEYWORD_HATE_SPEECH""]"', ''), '',
        '"[""CONTENT_TYPE_' || ['VIDEO', 'TEXT', 'IMAGE', 'PRODUCT'][1 + (r // 10000 % 4)::INTEGER] || '""]"', '',
        ['', 'EN', 'DE', 'FR'][1 + (r // 40000 % 4)::INTEGER],
        '"' || (decided - lag)::VARCHAR || ' 00:00:00"',
        '"[""AT"",""BE"",""BG"",""CY"",""CZ"",""DE"",""DK"",""EE"",""ES"",""FI"",""FR""]"',
        '"' || decided::VARCHAR || ' 00:00:00"', '"The decision was taken pursuant to own-initiative investigations."',
        if(r // 160000 % 30 = 0, 'SOURCE_ARTICLE_16', 'SOURCE_VOLUNTARY'), '', if(r // 800000 % 10 > 0, 'Yes', 'No'),
        'AUTOMATED_DECISION_' || ['FULLY', 'PARTIALLY', 'NOT_AUTOMATED'][1 + (r // 8000000 % 3)::INTEGER],
        ['Chirp', 'Gallery', 'Clips', '"Market Hall"', 'Boards'][1 + (r // 24000000 % 5)::INTEGER],
        7440000000000000000 + i, '"2024-11-22 ' || strftime(TIMESTAMP '2024-11-22' + to_seconds(i % 86400), '%H:%M:%S') || '"') AS line
    FROM ruled
"""


def make(path: Path, rows: int) -> None:
    """A full dump of this many rows as one CSV."""
    with duckdb.connect() as con:
        lines = con.sql(f"SELECT '{HEADER}' AS line UNION ALL ({_ROWS})", params={"rows": rows})
        lines.write_csv(str(path), header=False, sep="\x01", quotechar="", escapechar="")


def pack(path: Path, target: Path) -> None:
    """The same rows as the database packs them: CSVs of 100,000 rows, ten to a zip, stored in one zip."""
    members = _members(path)
    number = 0
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as outer:
        while batch := list(islice(members, CSVS_OF_A_ZIP)):
            inner = target.with_suffix(".part")
            with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED) as packed:
                for at, data in enumerate(batch):
                    packed.writestr(f"sor-global-2024-11-22-full-{number:05}-{at:05}.csv", data)
            outer.write(inner, f"sor-global-2024-11-22-full-{number:05}.csv.zip")
            inner.unlink()
            number += 1


def _members(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        header = next(lines)
        while rows := list(islice(lines, ROWS_OF_A_CSV)):
            yield (header + b"".join(rows)).rstrip(b"\n")
