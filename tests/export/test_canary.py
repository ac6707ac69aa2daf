"""The gate's first rule, at the last door: every figure in every format, opened and searched for what may not be there."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

import pytest
from canary import WORDS, all_forms, forms, found, found_in, hash_forms, hashes_in, opened
from canary_archive import INCIDENT, MACHINE, SMALL, Planted, names_in, plant
from invented_figure import invented

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.export import FORMATS, picture
from ripplemark.figure import Audience, Figure
from ripplemark.figures import FIGURES, FigureKind, figure
from ripplemark.gate import Gate
from ripplemark.vault import Vault

pytestmark = pytest.mark.browser
LEAVING = tuple(each for each in get_args(Audience) if each != "owner")
IN_A_BUNDLE = ("svg", "png", "csv", "json")
Export = tuple[str, str, str]


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> Planted:
    return plant(tmp_path_factory.mktemp("plain"))


@pytest.fixture(scope="module")
def figures(planted: Planted) -> dict[tuple[str, str], Figure]:
    """Every figure for every audience, the owner's included, made with the owner's vault open."""
    archive, vault = Archive(planted.archive), Vault(planted.vault)
    serving = serve(archive)
    made = {}
    try:
        for kind in FIGURES:
            incident = INCIDENT if kind.of_incident else None
            for audience in get_args(Audience):
                gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)
                for by in _splits(kind):
                    made["/".join((kind.name, *by)), audience] = figure(
                        archive, serving, gate, kind.name, incident=incident, by=by
                    )
    finally:
        serving.close()
    return made


def _splits(kind: FigureKind) -> tuple[tuple[str, ...], ...]:
    """Whole, and by platform where it can be: there the small ones stand."""
    return ((), ("platform",)) if "platform" in kind.by else ((),)


def _formats(name: str, audience: str) -> tuple[str, ...]:
    """Every format for everyone of the first figure; else those that hold the others: a bundle has SVG, PNG, CSV and JSON in it."""
    every = tuple(each.name for each in FORMATS)
    if (name, audience) == (FIGURES[0].name, "public"):
        return every
    return tuple(each for each in every if each not in IN_A_BUNDLE)


@dataclass(frozen=True, slots=True)
class Hits:
    """What was found in one export: canaries, small platforms, verdicts, raw hashes, hashes of items; and its mark."""

    canaries: list[bytes]
    small: list[bytes]
    verdict: list[bytes]
    raw: list[bytes]
    items: list[str]
    marked: bool


@pytest.fixture(scope="module")
def hits(planted: Planted, figures: dict[tuple[str, str], Figure]) -> Iterator[dict[Export, Hits]]:
    """Every figure that leaves, in every format, made on the machine whose names are canaries, opened and searched."""
    before = dict(os.environ)
    os.environ.update(MACHINE | {"HOME": str(planted.home)})
    needles = (
        all_forms(),
        {form for name in SMALL for form in forms(name)},
        {form for word in ("fabricated", "debunk") for form in forms(word)},
        {form for digest in planted.digests() for form in hash_forms(digest)},
    )
    identities = planted.identities()
    assert len(identities) > 50
    try:
        yield {
            (name, audience, each): _searched(picture(made, each), needles, identities)
            for (name, audience), made in figures.items()
            if audience in LEAVING
            for each in _formats(name, audience)
        }
    finally:
        os.environ.clear()
        os.environ.update(before)


@cache
def _library() -> bytes:
    """The script that every web page brings along, the same in each."""
    page = picture(invented(), "html")
    return max(re.findall(rb"<script[^>]*>(.*?)</script>", page, re.DOTALL), key=len)


def _searched(data: bytes, needles: Sequence[set[bytes]], identities: set[str]) -> Hits:
    layers = list(opened(data.replace(_library(), b"")))
    canaries, small, verdict, raw = (found_in(each, layers) for each in needles)
    marked = bool(found_in(forms("not for publication"), layers))
    return Hits(canaries, small, verdict, raw, hashes_in(identities, layers), marked)


def _public(hits: dict[Export, Hits]) -> dict[Export, Hits]:
    return {key: each for key, each in hits.items() if key[1] == "public"}


def test_the_canaries_really_were_given_and_every_figure_has_something_to_draw(
    planted: Planted, figures: dict[tuple[str, str], Figure]
) -> None:
    assert set(WORDS) <= names_in(planted.vault)
    assert FIGURES
    assert {name for name, made in figures.items() if made.empty} == set()


def test_the_owner_reads_their_own_names_so_the_search_would_find_them(
    figures: dict[tuple[str, str], Figure],
) -> None:
    from ripplemark.charts.canvas import Canvas

    def told(audience: str) -> bytes:
        parts: list[Any] = []
        for (_, whom), made in figures.items():
            if whom == audience:
                parts += [made.headline, made.subtitle, made.alt, made.shown.to_pylist()]
                parts.append(made.draw(Canvas(900, 600)).to_json())
        return str(parts).encode()

    assert found(all_forms(), [told("owner")])
    for audience in LEAVING:
        assert found(all_forms(), [told(audience)]) == []


def test_no_name_link_or_path_is_in_any_export(hits: dict[Export, Hits]) -> None:
    assert {key[0].partition("/")[0] for key in hits} == {each.name for each in FIGURES}
    assert {key[2] for key in _public(hits)} == {each.name for each in FORMATS}
    assert {key: each.canaries for key, each in hits.items() if each.canaries} == {}


def test_the_script_of_every_page_holds_none_either(planted: Planted) -> None:
    layers = list(opened(_library()))
    assert len(_library()) > 500_000
    assert found_in(all_forms(), layers) == []
    for digest in planted.digests():
        assert found_in(hash_forms(digest), layers) == []


def test_no_raw_hash_of_an_input_is_in_any_export(hits: dict[Export, Hits]) -> None:
    assert {key for key, each in hits.items() if each.raw} == set()


def test_no_hash_of_an_item_is_in_a_public_export(hits: dict[Export, Hits]) -> None:
    assert {key for key, each in _public(hits).items() if each.items} == set()


def test_no_small_platform_is_named_in_a_public_export(hits: dict[Export, Hits]) -> None:
    assert {key: each.small for key, each in _public(hits).items() if each.small} == {}


def test_the_verdict_is_withheld_in_public(hits: dict[Export, Hits]) -> None:
    assert {key: each.verdict for key, each in _public(hits).items() if each.verdict} == {}


def test_no_source_line_leaves(figures: dict[tuple[str, str], Figure]) -> None:
    for (_, audience), made in figures.items():
        if audience == "owner":
            continue
        assert made.lines == {}
        assert not {"line", "lines", "source_line"} & set(made.shown.column_names)
        for document in made.documents:
            assert all(each["lines"] is None for each in document["estimates"])


def test_what_is_private_is_marked_and_nothing_else_is(hits: dict[Export, Hits]) -> None:
    bare = {key for key, each in hits.items() if key[1] == "private" and not each.marked}
    assert bare == set()
    assert not any(each.marked for each in _public(hits).values())


def test_no_command_repeats_what_it_read(planted: Planted) -> None:
    first = next(kind for kind in FIGURES if kind.of_incident)
    to = planted.home / "figure.json"
    made = planted.run("export", first.name, "--incident", INCIDENT, "--to", str(to))
    assert made.returncode == 0, made.stderr.decode()
    for words in (
        (
            "export",
            first.name,
            "--incident",
            INCIDENT,
            "--to",
            str(to.with_suffix(".html")),
            "--json",
        ),
        (
            "export",
            first.name,
            "--incident",
            INCIDENT,
            "--to",
            str(planted.home / WORDS[0] / "x.csv"),
        ),
        ("measure", "median-lag", "--incident", INCIDENT, "--by", "platform", "--json"),
        ("measure", "half-life", "--incident", INCIDENT, "--json"),
        ("query", "SELECT * FROM events", "--json"),
        ("query", "SELECT * FROM search_results", "--json"),
        ("datasets", "--json"),
        ("incidents", "--json"),
    ):
        planted.run(*words)
    said = [stream for each in planted.done for stream in (each.stdout, each.stderr)]
    assert len(b"".join(said)) > 10_000
    assert found(all_forms(), [*said, to.read_bytes(), to.with_suffix(".html").read_bytes()]) == []


@pytest.mark.parametrize(
    ("rule", "words"),
    [("leaves", WORDS), ("coarse", SMALL), ("coarse", ("debunk", "fabricated"))],
    ids=["names", "small platforms", "the verdict"],
)
def test_a_gate_without_one_of_its_rules_is_caught(
    planted: Planted, monkeypatch: pytest.MonkeyPatch, rule: str, words: tuple[str, ...]
) -> None:
    """The search can fail: with a rule taken away, it finds in the files what the rule kept out of them."""
    vault, archive = Vault(planted.vault), Archive(planted.archive)
    monkeypatch.setattr(Gate, rule, property(lambda _: False))
    broken = Gate("public", Gate.of("public").now, lambda alias: vault.name(alias) or alias)
    serving = serve(archive)
    try:
        files = [
            picture(figure(archive, serving, broken, kind.name, incident=INCIDENT, by=by), "json")
            for kind in FIGURES
            if kind.of_incident
            for by in _splits(kind)
        ]
    finally:
        serving.close()
    assert found({form for word in words for form in forms(word)}, files)
