"""A person may write the words; the numbers stay the data's."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ripplemark.errors import UnknownName
from ripplemark.figures.languages import LANGUAGES, MONTHS, language
from ripplemark.figures.locked_words import LONGEST, NotTheseWords, locked

COMPUTED = "Of 12,232 items, 7.5 % were gone within 48 h; 48 were still up on 18 May 2025, 23:00"
PLACES = "Of {1} items, {2} % were gone within {3} h; {4} were still up on {5}, {6}"


def test_every_number_date_and_clock_time_has_a_place_and_comes_back_as_it_was() -> None:
    found = locked(COMPUTED)
    assert found.template == PLACES
    assert found.values == ("12,232", "7.5", "48", "48", "18 May 2025", "23:00")
    assert found.told(found.template) == COMPUTED


@pytest.mark.parametrize(
    ("sentence", "values"),
    [
        ("LANTERN-2 rose on Platform3", ()),
        ("24 February to 26 April 2025", ("24 February", "26 April 2025")),
        ("1 to 3 May 2025", ("1", "3 May 2025")),
        ("maximum = 100; \N{MINUS SIGN}3.5 days", ("100", "\N{MINUS SIGN}3.5")),
        ("", ()),
    ],
)
def test_words_with_digits_are_words_and_days_are_whole(
    sentence: str, values: tuple[str, ...]
) -> None:
    assert locked(sentence).values == values
    assert locked(sentence).told(locked(sentence).template) == sentence


@pytest.mark.parametrize(
    "text",
    [
        PLACES,
        "{4} are up still; within {3} h {2} % of {1} went ({5}, {6})",
        "Of 12,232 items, 7.5 % went within {3} h; on 18 May 2025, 23:00, {4} were up",
    ],
)
def test_words_and_order_are_free_where_each_number_stands_once(text: str) -> None:
    told = locked(COMPUTED).told(locked(COMPUTED).template_of(text))
    assert sorted(re.findall(r"\d[\d.,:]*\d", told)) == sorted(
        re.findall(r"\d[\d.,:]*\d", COMPUTED)
    )


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (PLACES.replace("{2}", "8"), "is not one of the computed numbers"),
        (PLACES.replace("{2} % ", ""), "{2}, 7.5, is missing"),
        (PLACES + " {1}", "stands there more than once"),
        (PLACES + " {7}", "There is no {7}"),
        (PLACES + " in 2025", "is not one of the computed numbers"),
        (PLACES + " \N{VULGAR FRACTION ONE HALF}", "is not one of the computed numbers"),
        (PLACES + " \N{ARABIC-INDIC DIGIT FOUR}", "is not one of the computed numbers"),
        (PLACES + " {x}", "Places are written"),
        (PLACES + " twice", "was not computed"),
        (PLACES.replace("{3}", "48").replace("{4}", "48"), "by its place: {3}, {4}"),
        (PLACES + " see www.example.org/a", "a link"),
        (PLACES + " by @somebody", "a handle"),
        (PLACES + " \N{RIGHT-TO-LEFT OVERRIDE}", "cannot be seen"),
        ("   ", "Write one sentence"),
        (PLACES + " a" * LONGEST, "Write one sentence"),
    ],
)
def test_what_would_change_a_number_or_may_not_leave_is_refused_with_the_numbers(
    text: str, why: str
) -> None:
    with pytest.raises(NotTheseWords) as refused:
        locked(COMPUTED).template_of(text)
    assert why in str(refused.value)
    assert PLACES in str(refused.value)
    assert "{2} is 7.5" in str(refused.value)


@pytest.mark.parametrize(
    ("tag", "told"),
    [
        ("de", "12.232 7,5 18. Mai 2025 23:00"),
        ("fr", "12\N{NARROW NO-BREAK SPACE}232 7,5 18 mai 2025 23:00"),
        ("es", "12.232 7,5 18 de mayo de 2025 23:00"),
        ("pl", "12\N{NO-BREAK SPACE}232 7,5 18 maja 2025 23:00"),
        ("en", "12,232 7.5 18 May 2025 23:00"),
    ],
)
def test_numbers_and_days_are_written_as_the_language_writes_them(tag: str, told: str) -> None:
    found = locked("Of 12,232 items 7.5 % by 18 May 2025, 23:00")
    assert found.told("{1} {2} {3} {4}", language(tag)) == told
    assert found.template_of(told, language(tag)) == "{1} {2} {3} {4}"


def test_no_point_is_taken_for_thousands_and_four_digits_stay_whole_in_spanish() -> None:
    assert language("de").number("1,240") == "1.240"
    assert language("de").number("1.24") == "1,24"
    assert language("es").number("1,240") == "1240"
    assert language("de").number("48") == "48"


def test_every_language_has_twelve_months_and_an_unknown_one_is_refused_with_the_known() -> None:
    for each in LANGUAGES:
        assert len(set(each.months)) == 12, each.tag
        assert each.date(f"5 {MONTHS[4]} 2025") != each.date(f"5 {MONTHS[5]} 2025")
        assert each.date("soon") == "soon"
    with pytest.raises(UnknownName, match="en, de, fr"):
        language("tlh")


@given(st.lists(st.integers(0, 10**7), min_size=1, max_size=6), st.sampled_from(LANGUAGES))
def test_any_numbers_come_back_in_any_order(numbers: list[int], of: object) -> None:
    sentence = " and ".join(f"{each:,} items" for each in numbers)
    found = locked(sentence)
    turned = " ".join(f"{{{k}}}" for k in range(len(numbers), 0, -1))
    assert found.template_of(turned, of) == turned  # type: ignore[arg-type]
    told = found.told(turned, of).split(" ")  # type: ignore[arg-type]
    digits = [int(re.sub(r"\D", "", each)) for each in told]
    assert "".join(map(str, digits)) == "".join(map(str, reversed(numbers)))
