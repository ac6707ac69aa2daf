"""The gate's words follow the verdict and the audience; names are the owner's alone."""

from __future__ import annotations

import pytest
from leaving import NOW, OWNER, PRIVATE, PUBLIC

from ripplemark import schema
from ripplemark.figure import Audience
from ripplemark.gate import Gate


def test_debunk_is_said_only_where_something_was_found_false_and_that_may_be_said() -> None:
    told = Gate.of("public", now=NOW, verdict=True)
    for verdict in (None, *schema.VERDICTS):
        assert "debunk" not in PUBLIC.event("fact_check", verdict)
        false = verdict in ("manipulated", "fabricated")
        for gate in (told, OWNER, PRIVATE):
            assert ("debunk" in gate.event("fact_check", verdict)) == false
    assert PUBLIC.event("fact_check", "fabricated") == "first published check"
    assert PUBLIC.event("fact_check", first=False) == "published check"


def test_every_kind_of_event_has_words_and_only_the_owner_reads_their_own() -> None:
    def names(alias: str) -> str:
        return {"label A": "what we call it"}.get(alias, alias)

    gates = {each: Gate.of(each, names, NOW) for each in ("owner", "public", "private")}
    kinds = next(field for field in schema.EVENTS.fields if field.name == "kind").choices
    for kind in kinds:
        assert gates["owner"].event(kind, label="label A") == "what we call it"
        assert gates["owner"].event(kind, label="label B") == gates["owner"].event(kind)
        for audience in ("public", "private"):
            assert gates[audience].event(kind, label="label A") == gates[audience].event(kind)
            assert "label" not in gates[audience].event("court", label="label A")


def test_a_verdict_is_withheld_in_public_unless_asked_for() -> None:
    assert PUBLIC.incident("LANTERN", "rumour", "fabricated") == "LANTERN, a rumour"
    asked = Gate.of("public", now=NOW, verdict=True)
    assert (
        asked.incident("LANTERN", "rumour", "fabricated") == "LANTERN, a rumour, found fabricated"
    )
    assert (
        asked.incident("LANTERN", "deepfake", "authentic")
        == "LANTERN, an alleged deepfake, found authentic"
    )
    assert PUBLIC.incident("LANTERN") == "LANTERN"
    assert OWNER.verdict("not_stated") is None


@pytest.mark.parametrize("audience", ["owner", "public", "private"])
def test_names_are_the_owners_alone(audience: Audience) -> None:
    gate = Gate.of(audience, lambda _: "a name", NOW)
    assert (gate.name("term A") == "a name") == (audience == "owner")
    assert gate.lines({"gone": (1, 2)}) == ({"gone": (1, 2)} if audience == "owner" else {})


def test_a_source_that_looks_like_a_link_gives_way_to_the_format() -> None:
    assert PUBLIC.source("Media Cloud", "a CSV") == "Media Cloud"
    assert PUBLIC.source("https://example.org/x", "a CSV") == "a CSV"
    assert PRIVATE.source("@somebody", "a CSV") == "a CSV"
    assert OWNER.source("@somebody", "a CSV") == "@somebody"
    assert PUBLIC.source(None, "a CSV") == "a CSV"
