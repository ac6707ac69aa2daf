"""The worked example of the manual: every number that it prints is what Ripplemark makes of the published counts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from planted import COLUMNS, at
from real_path import Asking
from scipy.stats import fisher_exact

from ripplemark.estimate import proportion
from ripplemark.figures.published import known
from ripplemark.result import Estimate

HEADER = ",".join((*COLUMNS, "notice_kind"))
PAGE = Path(__file__).resolve().parents[2] / "docs" / "worked-example-audit.md"
_NAMES = {"rights_holder": "copyright notice", "user": "non-consensual nudity"}
# Qiwei et al., arXiv 2409.12138: 25 of 25 gone within 25 h of a copyright notice; 0 of 25 in 21 days otherwise.


def _row(number: int, **cells: str) -> str:
    told = {"platform": "X", "item": f"item {number}", "notice_at": at(0), **cells}
    return ",".join(told.get(name, "") for name in HEADER.split(","))


ROWS = {
    "AUDIT": [
        *(
            _row(
                k, notice_kind="rights_holder", last_up_at=at(0), down_at=at(25), outcome="removed"
            )
            for k in range(25)
        ),
        *(_row(k, notice_kind="user", outcome="up", observed_until=at(504)) for k in range(25, 50)),
    ]
}
__all__ = ["HEADER", "ROWS"]


def _shares(told: Asking, hours: str, **more: str) -> dict[str, Estimate]:
    settings = {"hours": hours, **more}
    found = told("within-deadline", "AUDIT", by=("notice_kind",), settings=settings)
    return {str(each.by["notice_kind"]): each for each in found}


def _ends(of: Estimate) -> str:
    low, high = (f"{100 * float(each):.1f}" for each in (of.low, of.high) if each is not None)
    return f"{low} to {high} %".replace("100.0", "100").replace("0.0 to", "0 to")


def _page() -> str:
    return re.sub(r"\s+", " ", PAGE.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kind", "hours"), [("rights_holder", "25"), ("user", "25"), ("user", "504")]
)
def test_every_line_of_the_table_is_what_the_measure_gives(
    told: Asking, kind: str, hours: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    exact = _shares(told, hours)[kind]
    monkeypatch.setattr(proportion, "EXACT_BELOW", 0)
    wilson = _shares(told, hours)[kind]
    assert exact.value is not None
    line = (
        f"| {_NAMES[kind]} | {exact.n} | {hours} h | {100 * float(exact.value):.0f} % "
        f"| {_ends(exact)} | {_ends(wilson)} |"
    )
    assert line in _page()


def test_all_fifty_together_have_wilsons_interval(told: Asking) -> None:
    (answer,) = told("within-deadline", "AUDIT", settings={"hours": "25"})
    assert answer.value is not None
    printed = f"all 50: {100 * float(answer.value):.0f} % within 25 h, 95 % interval {_ends(answer)} (Wilson)"
    assert answer.n == 50
    assert printed in _page()


def test_fishers_exact_test_on_the_measured_counts_gives_the_printed_p(told: Asking) -> None:
    counts = [
        (hits, each.n - hits)
        for each in _shares(told, "25").values()
        if (hits := round(float(each.value or 0) * each.n)) is not None
    ]
    assert sorted(counts) == [(0, 25), (25, 0)]
    assert f"p = {fisher_exact(counts).pvalue:.2e}." in _page()


def test_the_median_is_two_bounds_or_the_counts_as_the_page_says(told: Asking) -> None:
    found = told("median-lag", "AUDIT", by=("notice_kind",))
    medians = {str(each.by["notice_kind"]): each for each in found}
    copyright_, other = medians["rights_holder"], medians["user"]
    assert (copyright_.status, copyright_.value) == ("bounds", None)
    assert f"two bounds, {copyright_.low:g} and {copyright_.high:g} h" in _page()
    assert (other.status, other.value) == ("NE_FEW", None)
    counts = other.note.partition(";")[0]
    assert f"the counts: {counts}." in _page()


def test_of_those_acted_on_only_the_audits_finding_cannot_be_seen(told: Asking) -> None:
    found = _shares(told, "25", denominator="acted")
    assert (found["rights_holder"].value, found["rights_holder"].n) == (1.0, 25)
    assert (found["user"].value, found["user"].n) == (None, 0)


def test_the_published_rows_are_the_counts_of_the_log_with_its_intervals(
    told: Asking, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proportion, "EXACT_BELOW", 0)
    rows = {each.id: each for each in known()}
    for name, kind, hours in (
        ("audit-copyright", "rights_holder", "25"),
        ("audit-nonconsent", "user", "504"),
    ):
        row, ours = rows[name], _shares(told, hours)[kind]
        assert (row.hours, row.n) == (float(hours), ours.n)
        assert ours.value is not None
        assert row.value == 100 * float(ours.value)
        assert f"{row.low:.1f} to {row.high:.1f} %".replace("100.0", "100").replace(
            "0.0 to", "0 to"
        ) == _ends(ours)
