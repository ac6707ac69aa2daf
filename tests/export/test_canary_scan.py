"""The search for canaries can fail: what is hidden in a copy of a real export is found, wherever and however it lies."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import pytest
from canary import WORDS, forms, found, hash_forms, hashes_in, opened
from invented_figure import drawing, invented
from planting import ENCODINGS, PLACES, Plant, cases

from ripplemark.export import FORMATS, picture

pytestmark = pytest.mark.browser


@cache
def exported(name: str) -> bytes:
    """The invented figure in this format, without any canary."""
    return picture(invented(), name)


def test_every_format_has_places_where_something_could_hide() -> None:
    assert {each.name for each in FORMATS} == set(PLACES)


@pytest.mark.parametrize("name", PLACES)
def test_an_export_without_canaries_holds_none(name: str) -> None:
    assert found({form for word in WORDS for form in forms(word)}, [exported(name)]) == []


@pytest.mark.parametrize(
    ("name", "place", "encoding"), list(cases()), ids=lambda each: getattr(each, "__name__", each)
)
def test_what_is_hidden_is_found(name: str, place: Plant, encoding: str) -> None:
    for word in WORDS:
        planted = place(exported(name), ENCODINGS[encoding](word))
        assert found(forms(word), [planted]), word


WORDED = [each.name for each in FORMATS]


@pytest.mark.parametrize("name", [each for each in WORDED if each not in ("csv", "parquet")])
@pytest.mark.parametrize("word", [WORDS[0], WORDS[4]])
def test_what_a_headline_says_is_found_in_the_file_that_is_made_of_it(name: str, word: str) -> None:
    made = picture(invented(headline=f"Half of {word} was gone"), name)
    assert found(forms(word), [made])


@pytest.mark.parametrize("name", ["svg", "pdf", "html", "zip"])
@pytest.mark.parametrize("word", [WORDS[0], WORDS[4]])
def test_what_stands_in_the_picture_alone_is_found(name: str, word: str) -> None:
    def named(canvas: Any) -> Any:
        return drawing(canvas, name=word)

    assert found(forms(word), [picture(invented(draw=named), name)])


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet", "json", "zip"])
def test_what_stands_in_a_row_alone_is_found(name: str) -> None:
    shown = invented().shown
    place = shown.schema.get_field_index("label")
    labels = [[WORDS[1]] * shown.num_rows]
    table = shown.set_column(place, "label", labels)
    assert found(forms(WORDS[1]), [picture(invented(shown=table), name)])


def test_a_hash_is_found_whole_or_half_as_bytes_digits_or_base64() -> None:
    digest = hashlib.sha256(b"an input").digest()
    for form in (
        digest,
        digest.hex().encode(),
        digest.hex().upper().encode(),
        digest[:16].hex().encode(),
    ):
        assert found(hash_forms(digest), [b"{" + form + b"}"])
    assert found(hash_forms(digest), [b"no hash at all"]) == []


def test_opening_goes_into_archives_in_archives() -> None:
    bundle = exported("zip")
    assert any(layer.startswith(b"\x89PNG") for layer in opened(bundle))
    assert any(b"<svg" in layer for layer in opened(bundle))


def test_a_keyed_hash_is_found_in_a_longer_run_of_digits() -> None:
    held = hashlib.sha256(b"an item").hexdigest()[:32]
    assert hashes_in([held], [b"<" + held.upper().encode() + b">"]) == [held]
    assert hashes_in([held], [b"abc" + held.encode() + b"0"]) == [held]
    assert hashes_in([held], [held[:15].encode()]) == []
