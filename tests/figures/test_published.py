"""Published figures beside ours: drawn like for like only, by a rule that everyone can see, and never to rank platforms."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from planted import HEADER, item, items, row

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.charts.canvas import Canvas
from ripplemark.engine import Serving
from ripplemark.errors import UnknownName
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.figures.alike import Shown, fits, together, why_not
from ripplemark.figures.published import known
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.measures.base import UnreadableSetting
from ripplemark.vault import Vault

FIGURES = {each.id: each for each in known()}
ON_X = Shown("X", "notice", frozenset({"removed"}), "acted", "intimate_image")
MEDIAN = "dsa-x-h1-2026-intimate-images"
RIGHTS: Any = {"incident": "CLAIMED", "where": (("notice_kind", "rights_holder"),)}
USERS: Any = {"incident": "CLAIMED", "where": (("notice_kind", "user"),)}
ROWS = {
    # X: 20 gone after 1, 2 ... 20 h, 10 never; others on one large and one small platform.
    "IMAGES": [
        *items([str(k) for k in range(1, 21)], "Twitter"),
        *(item(f"{600 + k}+", "Twitter") for k in range(10)),
        *items([str(k) for k in range(30, 42)], "TikTok"),
        *items(["5", "6", "95+"], "Murmur"),
    ],
    "SMALL": items([str(k) for k in range(1, 9)], "Murmur"),
    "POSTED": [row(platform="X", posted_at=0, down_at=k, outcome="removed") for k in range(1, 13)],
    "CLOSED": [
        *items([str(k) for k in range(1, 13)], "Snapchat"),
        *(
            row(platform="Snapchat", notice_at=0, down_at=80 + k, outcome="refused")
            for k in range(6)
        ),
    ],
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    folder = tmp_path_factory.mktemp("published")
    found = Archive(folder / "archive")
    for code in ROWS:
        found.ensure_incident(code, "intimate_image", "UTC")
    path = folder / "items.csv"
    lines = [f"{line},{code}" for code, rows in ROWS.items() for line in rows]
    path.write_text("\n".join([f"{HEADER},incident", *lines]) + "\n", "utf-8")
    add(found, Vault(folder / "vault"), path, Options())
    _claimed(found, folder)
    for code, twice in (("ONCE", False), ("TWICE", True)):
        found.ensure_incident(code, "intimate_image", "UTC")
        _requests(found, folder, code, twice)
    return found


def _claimed(archive: Archive, folder: Path) -> None:
    """The items on X of IMAGES, reported by rights holders, and 12 that users reported and that stayed up."""
    archive.ensure_incident("CLAIMED", "intimate_image", "UTC")
    lines = [f"{line},CLAIMED,rights_holder" for line in ROWS["IMAGES"][:30]]
    lines += [f"{item('700+', 'Twitter')},CLAIMED,user" for _ in range(12)]
    path = folder / "claimed.csv"
    path.write_text("\n".join([f"{HEADER},incident,notice_kind", *lines]) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options())


def _requests(archive: Archive, folder: Path, code: str, twice: bool) -> None:
    path = folder / f"{code}.csv"
    head = "item,platform,outcome,sent_at,outcome_at,last_checked"
    rows = [
        f"r{k},X,removed,2025-01-01T12:00Z,2025-01-02T{k:02d}:00Z,2025-02-01T12:00Z"
        for k in range(12)
    ]
    rows += ["r0,X,,2025-01-01T18:00Z,,2025-02-01T12:00Z"] if twice else []
    path.write_text("\n".join((head, *rows)) + "\n", "utf-8")
    add(archive, Vault(folder / "vault"), path, Options(incident=code))


@pytest.fixture(scope="module")
def serving(archive: Archive) -> Iterator[Serving]:
    found = serve(archive)
    yield found
    found.close()


@pytest.fixture(scope="module")
def told(archive: Archive, serving: Serving) -> Any:
    def make(
        incident: str = "IMAGES", audience: Any = "owner", where: Any = (), **settings: str
    ) -> Figure:
        gate = Gate.of(audience)
        return figure(
            *(archive, serving, gate, "beside-published"),
            incident=incident,
            settings=settings,
            where=where,
        )

    return make


def _drawn(of: Figure) -> list[str]:
    return [
        row["figure"]
        for row in of.shown.to_pylist()
        if row["what"] == "published" and not row["not_drawn"]
    ]


def _reasons(of: Figure) -> dict[str, str]:
    return {row["figure"]: row["not_drawn"] for row in of.shown.to_pylist() if row["not_drawn"]}


def test_a_figure_of_the_same_clock_unit_and_denominator_is_like_for_like() -> None:
    assert why_not(FIGURES[MEDIAN], ON_X) is None


@pytest.mark.parametrize(
    ("name", "here", "reason"),
    [
        (MEDIAN, {"denominator": "all"}, "acted on only; here of all requests"),
        ("audit-copyright", {}, "of all requests; here of those acted on only"),
        (
            "audit-copyright",
            {"denominator": "all"},
            "It is of notices from rights holders; the items",
        ),
        ("audit-nonconsent", {"denominator": "all"}, "It is of notices from users; the items"),
        ("audit-copyright", {"denominator": "all", "reporter": "user"}, "from rights holders"),
        ("dsa-tiktok-h1-2026", {"platform": "TikTok"}, "does not say whether what was never acted"),
        (MEDIAN, {"clock": "post"}, "clock starts at the notice; here it starts at posting"),
        (MEDIAN, {"clock": "last-request"}, "here it starts at the last request"),
        ("tiktok-removed-24h", {"platform": "TikTok"}, "not say where its clock starts"),
        ("mean-lag-q4-2024-x", {"clock": "post"}, "It is a mean"),
        (MEDIAN, {"platform": "TikTok"}, "Another platform's; shown are items on TikTok"),
        (MEDIAN, {"platform": ""}, "One platform's"),
        (f"{MEDIAN}", {"gone": frozenset({"label"})}, "acted on, in whatever way"),
        ("dsa-x-h1-2026-trusted", {}, "from trusted flaggers"),
        ("dsa-x-h1-2026-intimate-deepfakes", {}, "one kind of content"),
        (MEDIAN, {"kind": "rumour"}, "one kind of content"),
        ("dsa-snapchat-h2-2025", {"platform": "Snapchat"}, "closed without action"),
        ("hate-code-reviewed-2022", {}, "counts those that were reviewed"),
        ("hotlines-outside", {}, "does not say whether it is a mean"),
    ],
)
def test_whatever_is_not_like_for_like_has_its_reason(
    name: str, here: dict[str, Any], reason: str
) -> None:
    assert reason in (why_not(FIGURES[name], replace(ON_X, **here)) or "")


@pytest.mark.parametrize(
    ("name", "here"),
    [
        ("audit-copyright", {"denominator": "all", "reporter": "rights_holder"}),
        ("audit-nonconsent", {"denominator": "all", "reporter": "user", "kind": "deepfake"}),
        ("dsa-x-h1-2026-trusted", {"reporter": "trusted_flagger"}),
        ("dsa-x-h1-2026-intimate-deepfakes", {"kind": "deepfake"}),
        (MEDIAN, {"kind": "rumour", "chosen": True}),
        (MEDIAN, {"clock": "first-request", "once": True}),
        (
            "hate-still-up",
            {
                "denominator": "all",
                "clock": "post",
                "chosen": True,
                "gone": frozenset({"removed", "uploader", "account", "private"}),
            },
        ),
        (
            "dsa-snapchat-h2-2025",
            {
                "platform": "Snapchat",
                "denominator": "all",
                "gone": frozenset({"removed", "refused"}),
            },
        ),
    ],
)
def test_what_makes_the_two_alike_lets_it_be_drawn(name: str, here: dict[str, Any]) -> None:
    assert why_not(FIGURES[name], replace(ON_X, **here)) is None


def test_a_figure_of_every_kind_of_content_fits_every_incident() -> None:
    assert fits(FIGURES["dsa-x-h1-2026"], "rumour")
    assert not fits(FIGURES["dsa-x-h1-2026-intimate-deepfakes-of-women"], "deepfake")


def test_figures_with_one_reason_are_told_together() -> None:
    two = [(FIGURES["dsa-x-h1-2026"], "Why."), (FIGURES[MEDIAN], "Why.")]
    (text,) = together(two)
    assert text.startswith("Not drawn (2): X, January to June 2026: median")
    assert text.endswith("7.03 h. Why.")


def test_the_switch_decides_what_is_drawn_and_both_numbers_are_told(told: Any) -> None:
    every, acted = told(**RIGHTS), told(denominator="acted")
    assert _drawn(every) == [FIGURES["audit-copyright"].named]
    assert _drawn(acted) == [FIGURES[MEDIAN].named, FIGURES["dsa-x-h1-2026"].named]
    # By hand: lags of 1 to 20 h, 30 items. 20 by 25 h; 7 by 7.03 h.
    assert (
        "20 (67 %) were gone within 25 h of the notice (published, of 25 others: "
        "share removed within 25 hours of a copyright notice, 100 %); "
        "of the 20 acted on, 20 (100 %)"
    ) in every.headline
    assert acted.headline.startswith(
        "Of 20 reported items on Twitter that were acted on, 7 (35 %) were gone within 7.03 h of the notice "
        "(X reports half); of all 30, 7 (23 %)"
    )
    for each in (every, acted):
        assert "10 were still up when last looked at" in each.headline
        assert "as observed until" in each.claims.borne[0]


def test_the_incidents_shares_are_the_measures_by_both_rules(told: Any, serving: Serving) -> None:
    rows = told(denominator="acted").shown.to_pylist()
    for rule in ("all", "acted"):
        (answer,) = measure(
            serving,
            "within-deadline",
            incident="IMAGES",
            where=(("platform", "Twitter"),),
            settings={"hours": "7.03", "denominator": rule},
        ).estimates
        (shown,) = [
            each
            for each in rows
            if each["at"] == 7.03 and each["figure"] == "within 7.03 h" and each["of"] == rule
        ]
        assert answer.value is not None
        assert shown["share"] == pytest.approx(100 * float(answer.value))
        assert (shown["low"], shown["high"]) == tuple(
            pytest.approx(100 * float(each))
            for each in (answer.low, answer.high)
            if each is not None
        )


def test_the_curve_ends_at_the_share_that_was_gone_by_the_rule(told: Any) -> None:
    for rule, share in (("all", 200 / 3), ("acted", 100.0)):
        curve = [
            row for row in told(denominator=rule).shown.to_pylist() if row["figure"] == "curve"
        ]
        assert curve[-1]["share"] == pytest.approx(share)
        assert curve[-1]["of"] == rule


@pytest.mark.parametrize("audience", ["owner", "public", "private"])
def test_a_figure_that_is_drawn_is_a_mark_of_its_own_and_stands_with_the_export(
    told: Any, audience: str
) -> None:
    made = told(audience=audience, denominator="acted")
    for canvas in (Canvas(800), Canvas(390), Canvas(320, letters=9)):
        picture = json.loads(made.draw(canvas).to_json())
        marks = [
            each for each in picture["data"] if each.get("marker", {}).get("symbol") == "diamond"
        ]
        assert marks
        assert not [
            each for each in picture["data"] if each.get("marker", {}).get("symbol") == "circle"
        ]
        words = " ".join(each["text"] for each in picture["layout"]["annotations"])
        assert "half after 7.03 h" in words
    whole = " ".join(made.caveats)
    assert f"Drawn: {FIGURES[MEDIAN].said}" in made.caveats
    assert "platforms are never ranked" in whole
    assert FIGURES[MEDIAN].source in made.source
    assert made.columns
    assert {each["source"] for each in made.shown.to_pylist() if each["what"] == "published"} >= {
        FIGURES[MEDIAN].source,
        FIGURES["audit-copyright"].source,
    }


def test_every_figure_that_is_not_drawn_stands_with_the_export_and_its_reason(told: Any) -> None:
    made = told()
    left = _reasons(made)
    assert FIGURES[MEDIAN].named in left
    for name, reason in left.items():
        assert any(name in each and each.endswith(reason) for each in made.caveats), name


def test_another_platforms_figure_is_never_drawn_even_where_it_is_chosen(told: Any) -> None:
    made = told(published="dsa-facebook-h1-2026,dsa-x-h1-2026", denominator="acted")
    assert _drawn(made) == [FIGURES["dsa-x-h1-2026"].named]
    assert "Another platform's" in _reasons(made)[FIGURES["dsa-facebook-h1-2026"].named]
    assert any(
        each.sentence == "One platform is faster than another." for each in made.claims.unborne
    )


def test_only_what_is_chosen_is_beside_it(told: Any) -> None:
    made = told(published="audit-copyright", **RIGHTS)
    assert _drawn(made) == [FIGURES["audit-copyright"].named]
    assert _reasons(made) == {}


def test_what_one_group_reported_is_beside_items_that_the_same_group_reported(told: Any) -> None:
    both = "audit-copyright,audit-nonconsent"
    assert _drawn(told(published=both, **RIGHTS)) == [FIGURES["audit-copyright"].named]
    assert _drawn(told(published=both, **USERS)) == [FIGURES["audit-nonconsent"].named]
    anybody = told("CLAIMED", published=both)
    assert _drawn(anybody) == []
    assert {
        "It is of notices from rights holders; the items here are not only theirs.",
        "It is of notices from users; the items here are not only theirs.",
    } == set(_reasons(anybody).values())


def test_a_platform_whose_report_leaves_it_open_has_no_norm_that_can_be_drawn(told: Any) -> None:
    for rule in ("all", "acted"):
        made = told(norm="TikTok", denominator=rule)
        assert _drawn(made) == []
        assert made.headline.startswith(
            "No published figure of TikTok kept here goes by the same clock"
        )
        assert "12 reported items" in made.headline


@pytest.mark.parametrize("audience", ["owner", "public"])
def test_small_platforms_have_no_norm_and_no_name_in_public(told: Any, audience: str) -> None:
    made = told("SMALL", audience)
    assert _drawn(made) == []
    assert not made.empty
    whole = f"{made.headline} {made.subtitle} {made.alt} {made.caveats} {made.claims} {made.source}"
    if audience == "public":
        assert "Murmur" not in whole
    assert not [name for name in _reasons(made) if name.startswith(("X", "TikTok"))]


def test_a_selected_platform_is_the_one_beside_which_figures_stand(told: Any) -> None:
    made = told(where=(("platform", "TikTok"),))
    assert "items on TikTok" in made.alt
    assert all(not name.startswith("X,") for name in _reasons(made))


def test_from_posting_no_notice_figure_is_drawn(told: Any) -> None:
    made = told("POSTED", denominator="acted")
    assert _drawn(made) == []
    assert "here it starts at posting" in _reasons(made)[FIGURES["dsa-x-h1-2026"].named]


def test_notices_closed_without_action_are_alike_once_refusals_count(told: Any) -> None:
    assert _drawn(told("CLOSED")) == []
    made = told("CLOSED", gone="removed,refused")
    assert FIGURES["dsa-snapchat-h2-2025"].named in _drawn(made)


def test_a_request_is_a_notice_where_nobody_had_to_ask_twice(told: Any) -> None:
    once = told("ONCE", denominator="acted", clock="first-request")
    assert FIGURES["dsa-x-h1-2026"].named in _drawn(once)
    twice = told("TWICE", denominator="acted", clock="last-request")
    assert _drawn(twice) == []
    assert "starts at the last request" in _reasons(twice)[FIGURES["dsa-x-h1-2026"].named]


def test_that_a_platform_counts_each_notice_is_said_where_some_were_repeated(told: Any) -> None:
    for incident, said in (("ONCE", False), ("TWICE", True)):
        made = told(incident, denominator="acted")
        assert _drawn(made)
        assert any("counts each notice by itself" in each for each in made.caveats) == said


def test_names_that_are_not_on_record_are_refused(told: Any) -> None:
    for settings in ({"norm": "Murmur"}, {"published": "nonsense"}, {"denominator": "some"}):
        with pytest.raises((UnreadableSetting, UnknownName)):
            told(**settings)


def test_an_incident_without_items_on_that_platform_says_so(told: Any) -> None:
    assert told(norm="Facebook").empty
