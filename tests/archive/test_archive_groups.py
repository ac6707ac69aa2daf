"""Sets of incidents: under drawn words alone, read in one pass, and no word of theirs becomes an incident's."""

from __future__ import annotations

from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.groups import NotAGroupWord, groups
from ripplemark.archive.words import WORDS
from ripplemark.ingest.incidents import decide_value


@pytest.fixture
def three(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive")
    for code, kind in (("LANTERN", "rumour"), ("THIMBLE", "deepfake"), ("WALNUT", "deepfake")):
        made.ensure_incident(code, kind)
    return made


def decide(archive: Archive, code: str, key: str, text: str) -> None:
    archive.decide(code, key, decide_value(archive, code, key, text))


def test_a_tag_a_subject_and_a_kind_stand_for_the_incidents_that_have_them(three: Archive) -> None:
    decide(three, "LANTERN", "tags", "harp, oak")
    decide(three, "WALNUT", "tags", "OAK")
    decide(three, "WALNUT", "subject", "PIER")
    assert groups(three.snapshot()) == {
        "HARP": ("LANTERN",),
        "OAK": ("LANTERN", "WALNUT"),
        "PIER": ("WALNUT",),
        "deepfake": ("THIMBLE", "WALNUT"),
        "rumour": ("LANTERN",),
    }
    decide(three, "WALNUT", "tags", "")
    assert groups(three.snapshot())["OAK"] == ("LANTERN",)
    three.undo(three.decisions()[-1].decision_id)
    assert groups(three.snapshot())["OAK"] == ("LANTERN", "WALNUT")


@pytest.mark.parametrize(
    ("key", "text"),
    [("tags", "jane-doe"), ("tags", "OAK,Jane"), ("tags", "THIMBLE"), ("subject", "OAK,HARP")],
)
def test_no_word_of_ones_own_and_no_incidents_word_stands_for_a_set(
    three: Archive, key: str, text: str
) -> None:
    with pytest.raises(NotAGroupWord) as refused:
        decide(three, "LANTERN", key, text)
    assert "jane" not in str(refused.value).lower()
    assert refused.value.free[0] in WORDS
    assert three.decision("LANTERN", key) is None


def test_a_word_that_stands_for_a_set_is_never_drawn_for_an_incident(tmp_path: Path) -> None:
    archive = Archive(tmp_path / "archive")
    archive.ensure_incident("LANTERN")
    for word in WORDS:
        if word not in ("LANTERN", "OAK", "PIER"):
            archive.ensure_incident(word)
    decide(archive, "LANTERN", "tags", "OAK")
    assert archive.new_incident() == "PIER"
