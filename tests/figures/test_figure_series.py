"""Which series there are, what they are called for whom, and which one stands for its channel."""

from __future__ import annotations

from pathlib import Path

import pytest
from planted import TOY
from real_path import Storing
from series_told import HEADER, episode, rows, searches

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figures import named
from ripplemark.figures.base import Asked
from ripplemark.figures.series import choices, decided, main, offered
from ripplemark.gate import Gate
from ripplemark.vault import Vault


def asked(folder: Path, audience: str = "owner") -> Asked:
    archive, vault = Archive(folder / "archive"), Vault(folder / "vault")
    kind = named("attention-by-series")
    gate = Gate.of(audience, lambda alias: vault.name(alias) or alias)  # type: ignore[arg-type]
    return Asked(
        kind, archive, serve(archive), gate, "LANTERN", "incident", (), (), {}, kind.settings({})
    )


def test_a_key_names_nothing_and_stays_when_other_files_come(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(TOY), *searches(TOY, series="another thing"))
    before = {each.named: each.key for each in choices(asked(tmp_path))}
    storing(HEADER, *rows(TOY, platform="Board"))
    after = {each.named: each.key for each in choices(asked(tmp_path))}
    assert before.items() <= after.items()
    assert len(set(after.values())) == 3
    assert not any("thing" in key for key in after.values())


def test_the_owner_reads_their_own_name_and_everyone_else_the_alias(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(TOY))
    (own,) = choices(asked(tmp_path))
    (public,) = choices(asked(tmp_path, "public"))
    assert own.named == "rumoured thing, web searches"
    assert own.label == public.named == public.label == "term A, web searches"


def test_labels_that_would_be_the_same_are_told_apart(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(TOY))
    storing(HEADER, *rows(TOY, width="P1D"))
    storing(HEADER, *rows([*TOY, 9.0]))
    storing(HEADER, *rows(TOY, metric="views"))
    found = choices(asked(tmp_path))
    labels = [each.label for each in found]
    assert len(set(labels)) == 4
    assert len({each.named for each in found}) == 4
    assert "posts, social media, Chirp, views" in labels
    assert sum("series 1" in each or "series 2" in each for each in labels) == 2


def test_a_label_is_the_same_whichever_channel_is_asked_for(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(TOY), *searches(TOY))
    of = asked(tmp_path)
    whole = {each.key: each.label for each in choices(of)}
    for channel in ("social", "search"):
        assert {each.key: each.label for each in choices(of, channel)}.items() <= whole.items()


def test_the_selections_of_a_series_answer_for_it_alone(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *rows(TOY), *rows(TOY[::-1], platform="Board"), *searches(TOY))
    of = asked(tmp_path)
    found = choices(of)
    assert len(found) == 3
    for each in found:
        (answer,) = of.measured("half-life", where=each.where).estimates
        assert [one for one in found if one.answers(answer.by)] == [each]


def test_the_only_series_of_a_channel_is_its_main_one_and_of_several_the_one_decided(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *rows(TOY), *searches(TOY), *searches(TOY, series="another thing"))
    of = asked(tmp_path)
    social = main(of, "social")
    assert social is not None
    assert social.channel == "social"
    assert main(of, "search") is None
    assert main(of, "news") is None
    Archive(tmp_path / "archive").decide("LANTERN", "main.search", "term B")
    chosen = main(asked(tmp_path), "search")
    assert chosen is not None
    assert chosen.alias == "term B"


def test_a_decision_that_fits_several_series_picks_none(storing: Storing, tmp_path: Path) -> None:
    storing(HEADER, *searches(TOY), *searches(TOY, width="P7D"))
    found = offered(asked(tmp_path).serving, "LANTERN", "search")
    assert decided(found, "term A") is None
    assert decided(found, found[1].key) is found[1]
    assert decided(found[:1], None) is found[0]
    assert decided([], None) is None


def test_a_decision_for_a_series_that_is_gone_leaves_the_only_other_one(
    storing: Storing, tmp_path: Path
) -> None:
    storing(HEADER, *searches(TOY))
    found = offered(asked(tmp_path).serving, "LANTERN", "search")
    assert decided(found, "term Z") is found[0]


@pytest.mark.parametrize("channel", ["social", "niche"])
def test_a_platform_that_may_not_be_named_is_not_in_a_public_label(
    storing: Storing, tmp_path: Path, channel: str
) -> None:
    storing(HEADER, *rows(TOY, channel=channel, platform="Tiny Board"))
    (own,) = choices(asked(tmp_path))
    (public,) = choices(asked(tmp_path, "public"))
    assert "Tiny Board" in own.named
    assert "Tiny Board" not in public.named + public.label
    assert "a smaller platform" in public.label


def test_a_curve_has_the_real_length_of_every_bin_and_nothing_where_nothing_is_known(
    storing: Storing, tmp_path: Path
) -> None:
    values: list[float | str | None] = list(episode(30, 20))
    values[4], values[5], values[6], values[29] = None, "", "<1", "7~"
    storing(HEADER, *rows(values))
    curve = choices(asked(tmp_path))[0].curve()
    assert curve.start.size == 30
    assert set(curve.width) == {3600.0}
    assert [bool(each) for each in curve.value[3:7] != curve.value[3:7]] == [
        False,
        True,
        True,
        False,
    ]
    assert (curve.value[6], bool(curve.below[6])) == (1.0, True)
    assert (curve.value[29], bool(curve.part[29])) == (7.0, True)
    assert curve.line[29] != curve.line[29]
