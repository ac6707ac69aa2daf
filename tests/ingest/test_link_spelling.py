"""One link has one hash however it is spelt, by the rule that takedown sheets follow; ids and handles stay as they are."""

from __future__ import annotations

import duckdb
import pyarrow as pa
import pytest
from duckdb import ColumnExpression as Cell

from ripplemark import catalogue
from ripplemark.ingest.link_spelling import one_spelling

SPELT = {
    "https://site.example/1": "https://site.example/1",
    "http://WWW.Site.example/1/": "https://site.example/1",
    "site.example/1": "https://site.example/1",
    "hxxps://site[.]example/1?utm_source=mail&igsh=x#part": "https://site.example/1",
    "https://site.example:443/Watch?si=x&v=Ab": "https://site.example/Watch?v=Ab",
    "https://site.example:8080/1": "https://site.example:8080/1",
    "https://www.site.example": "https://site.example",
    "https://site.example/#!/1": "https://site.example#!/1",
    "item-3/": "item-3/",
    "site.example": "site.example",
    "@SUM(1+1)": "@SUM(1+1)",
    "1789.2": "1789.2",
}


def _spelt(texts: list[str | None]) -> list[str | None]:
    with duckdb.connect() as con:
        given = con.from_arrow(pa.table({"item": pa.array(texts, pa.string())}))
        return [text for (text,) in given.select(one_spelling(Cell("item"))).fetchall()]


@pytest.mark.parametrize(("written", "told"), SPELT.items())
def test_a_link_is_spelt_in_one_way_and_that_way_stays(written: str, told: str) -> None:
    assert _spelt([written]) == [told]
    assert _spelt([told]) == [told]


def test_what_is_missing_stays_missing() -> None:
    assert _spelt([None]) == [None]


def test_lists_of_ids_follow_the_same_rule() -> None:
    links = [each for each in SPELT if SPELT[each].startswith("https")]
    with duckdb.connect() as con:
        for one in links:
            con.register("ids_of_rows", pa.table({"line": range(len(links)), "text": links}))
            con.register("ids_listed", pa.table({"text": [one]}))
            found = con.sql(catalogue.query("ingest/rows_on_list").sql).fetchall()
            assert {links[line] for (line,) in found} == {
                each for each in links if SPELT[each] == SPELT[one]
            }
