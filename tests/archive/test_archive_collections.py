"""Collections: what their members leave open, what two of them hold, who may be one, and that it is written down."""

from __future__ import annotations

import json
import shutil
import time
from dataclasses import replace
from pathlib import Path

import pytest
from frictionless import Package as DataPackage
from gathering import days, member
from storing import described

from ripplemark.archive import Archive, BadCollectionName, Collection, NotAlike, Package, shelved
from ripplemark.archive.belonging import check_alike, check_name
from ripplemark.archive.comparing import Gap, Overlap
from ripplemark.archive.coverage import SERIES, Coverage, Key, strands
from ripplemark.archive.descriptor import from_json, to_bytes
from ripplemark.vault import Vault


def series(name: str, metric: str = "posts", width: str = "P1D") -> Key:
    of = {"series": name, "metric": metric, "channel": "social", "bin_width": width}
    return tuple(of.get(column, "") for column in SERIES)


def test_days_that_no_file_has_are_gaps_and_a_platform_without_a_row_is_none() -> None:
    found = Collection(
        "daily",
        (
            member("a", {("Chirp",): [days(1)], ("Plaza",): [days(1)]}),
            member("b", {("Chirp",): [days(2)]}),
            member("c", {("Plaza",): [days(5)]}),
        ),
    )
    assert found.gaps() == (Gap(*days(3, 4)),)
    assert found.overlaps() == ()


def test_the_same_day_of_the_same_platform_is_held_twice_and_of_another_it_is_not() -> None:
    one = member("a", {("Chirp",): [days(1)], ("Plaza",): [days(1)]})
    assert Collection("daily", (one, member("b", {("Quill",): [days(1)]}))).overlaps() == ()
    (found,) = Collection("daily", (one, member("b", {("Chirp",): [days(1)]}))).overlaps()
    assert found == Overlap("a", "b", *days(1), ("Chirp",), by="day")
    filtered = member("b", {("Chirp",): [days(1)]}, filters=True)
    (found,) = Collection("daily", (one, filtered)).overlaps()
    assert not found.sure


def test_series_have_gaps_of_their_own_and_overlap_only_with_themselves() -> None:
    found = Collection(
        "daily",
        (
            member("a", {series("x"): [days(1, 3)], series("y"): [days(1, 3)]}, "series"),
            member("b", {series("x"): [days(6, 8)], series("z"): [days(1, 8)]}, "series"),
            member("c", {series("y"): [days(3, 8)]}, "series"),
        ),
    )
    assert found.gaps() == (Gap(*days(4, 5), ("x, social",)),)
    assert found.overlaps() == (Overlap("a", "c", *days(3), ("y, social",), by="series"),)


def test_series_of_one_name_and_two_metrics_do_not_fill_each_others_gaps() -> None:
    found = Collection(
        "daily",
        (
            member("a", {series("x"): [days(1), days(3)]}, "series"),
            member("b", {series("x", "views"): [days(1, 3)]}, "series"),
        ),
    )
    assert found.gaps() == (Gap(*days(2), ("x, social",)),)


def test_files_of_an_index_may_overlap_as_nothing_is_counted() -> None:
    index = {series("x", "search_index"): [days(1, 5)]}
    found = Collection("daily", (member("a", index, "series"), member("b", index, "series")))
    assert found.overlaps() == ()


def test_a_platforms_figure_is_double_only_where_all_that_splits_it_is_the_same() -> None:
    def totals(name: str, metric: str, category: str) -> Package:
        return member(name, {("Chirp", metric, category, "", "", ""): [days(1)]}, "periods")

    one = totals("a", "statements", "scams")
    assert Collection("daily", (one, totals("b", "statements", "violence"))).overlaps() == ()
    assert Collection("daily", (one, totals("b", "lag", "scams"))).overlaps() == ()
    (found,) = Collection("daily", (one, totals("b", "statements", "scams"))).overlaps()
    assert (found.of, found.by) == (("Chirp",), "periods")


def test_rows_that_two_members_share_are_told_while_both_are_there() -> None:
    one, other = member("a", {}, "rows"), member("b", {}, "rows", shared={"a": 3})
    assert Collection("daily", (one, other)).overlaps() == (Overlap("a", "b", rows=3),)
    assert Collection("daily", (other,)).overlaps() == ()


def test_a_member_whose_days_are_not_known_is_named() -> None:
    found = Collection("daily", (member("a", {("Chirp",): [days(1)]}), member("b", {})))
    assert found.uncompared == ("b",)


@pytest.mark.parametrize("name", ["dsa-daily", "d", "LANTERN", "LANTERN-2"])
def test_a_short_neutral_word_is_a_name_until_a_dataset_has_it(name: str) -> None:
    check_name(name, ["other"])
    with pytest.raises(BadCollectionName):
        check_name(name, ["other", name])


@pytest.mark.parametrize(
    "name",
    [
        "",
        "Jane Doe",
        "Jane",
        "dump.csv",
        "a/b",
        "dsa_daily",
        "x" * 31,
        "dsa-daily\n",
        "@jane",
        "google-trends-0123abcd",
        "here",
    ],
)
def test_a_file_a_person_and_a_dataset_are_no_names(name: str) -> None:
    with pytest.raises(BadCollectionName):
        check_name(name, ["here"])


@pytest.mark.parametrize(
    ("what", "changed"),
    [
        ("format", {"format": "google_trends"}),
        ("table", {"table": "attention"}),
        ("scope", {"scope": "incident"}),
        ("incident", {"incident": "KETTLE"}),
        ("source", {"source": "Somebody else"}),
        ("licence", {"licence": "CC BY 4.0"}),
    ],
)
def test_what_all_members_share_is_held_and_the_one_replaced_does_not_count(
    what: str, changed: dict[str, str]
) -> None:
    here = (member("a", {}),)
    other = replace(member("b", {}), **changed)  # type: ignore[arg-type]
    with pytest.raises(NotAlike) as refused:
        check_alike(other, here)
    assert refused.value.what == what
    assert "another name" in str(refused.value)
    check_alike(replace(other, replaces=("a",)), here)
    check_alike(replace(other, collection="second"), here)
    check_alike(replace(other, collection=None), here)


def test_a_list_shows_a_collection_once_where_its_oldest_member_stood() -> None:
    single = replace(member("s", {}), collection=None, coverage=None)
    a, b = member("a", {}), member("b", {})
    assert shelved((a, single, b)) == (Collection("daily", (a, b)), single)


def test_what_is_written_is_read_again_and_a_dataset_alone_is_written_as_before(
    vault: Vault,
) -> None:
    alone = described(vault, "a" * 64)
    assert not {"collection", "coverage"} & set(json.loads(to_bytes(alone))["ripplemark"])
    coverage = Coverage(
        "series",
        ("LANTERN",),
        strands({series("x"): [days(1, 3)], series("y"): [days(1, 3)]}),
        {"other": 2},
    )
    together = replace(alone, collection="daily", coverage=coverage)
    assert from_json(json.loads(to_bytes(together))) == together
    assert from_json(json.loads(to_bytes(alone))) == alone


def _commit(archive: Archive, parquet: Path, package: Package) -> str:
    with archive.stage() as staging:
        shutil.copyfile(parquet, staging.folder / "attention.parquet")
        return archive.commit(staging, package)


def test_a_member_is_a_valid_data_package_and_the_archive_refuses_what_differs(
    archive: Archive, vault: Vault, parquet: Path
) -> None:
    coverage = Coverage("series", ("LANTERN",), strands({series("x"): [days(1, 3)]}))
    one = replace(described(vault, "a" * 64), collection="daily", coverage=coverage)
    id_ = _commit(archive, parquet, one)
    descriptor = archive.root / "datasets" / id_ / "datapackage.json"
    assert DataPackage(str(descriptor)).validate().flatten(["note"]) == []
    other = replace(described(vault, "b" * 64), collection="daily", format="pytrends")
    with pytest.raises(NotAlike):
        _commit(archive, parquet, other)
    assert [each.dataset_id for each in archive.collection("daily").members] == [id_]


def test_a_member_comes_back_only_to_its_like(
    archive: Archive, vault: Vault, parquet: Path
) -> None:
    one = replace(described(vault, "a" * 64), collection="daily")
    archive.remove(id_ := _commit(archive, parquet, one))
    other = replace(described(vault, "b" * 64), collection="daily", licence="CC0")
    second = _commit(archive, parquet, other)
    with pytest.raises(NotAlike):
        archive.restore(id_)
    archive.remove(second)
    archive.restore(id_)
    assert [each.dataset_id for each in archive.datasets()] == [id_]


def test_a_thousand_members_are_compared_in_one_pass() -> None:
    platforms = [(f"Platform {k}",) for k in range(20)]
    members = tuple(
        member(f"m{k}", {key: [(days(k)[0], days(k)[1])] for key in platforms})
        for k in range(1, 1001)
        if k != 500
    )
    held = Collection("daily", members)
    began = time.thread_time()  # work, not waiting: a busy machine is no failure
    assert (held.gaps(), held.overlaps()) == ((Gap(*days(500)),), ())
    assert time.thread_time() - began < 1
