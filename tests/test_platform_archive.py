"""The bundled archive of platforms: what it holds, where it is from, and that nobody can write to it."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from ripplemark import figures
from ripplemark.archive import Archive, NotWritable
from ripplemark.archive.serving import serve
from ripplemark.cli import run
from ripplemark.engine import Serving
from ripplemark.gate import Gate
from ripplemark.ingest import Options, add
from ripplemark.measures import measure
from ripplemark.measures.reported import Reported, everything
from ripplemark.paths import BUNDLED, archive_root
from ripplemark.vault import Vault

PLATFORMS = BUNDLED["platforms"]
DERIVED = (
    Path(__file__).parents[2] / "shared" / "data" / "dsa_sor" / "DERIVED_daily_12_platforms.csv"
)
BREAK = 1_751_328_000.0
"""1 July 2025 in UTC."""


@pytest.fixture(scope="module")
def serving() -> Iterator[Serving]:
    open_ = serve(Archive(PLATFORMS))
    yield open_
    open_.close()


@pytest.fixture(scope="module")
def of(serving: Serving) -> dict[str, Reported]:
    return {each.platform: each for each in everything(serving)}


def test_platforms_names_it_and_every_reading_command_works(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert archive_root("platforms") == PLATFORMS
    for command in (["datasets"], ["verify"], ["incidents"]):
        assert run(["--archive", "platforms", "--json", *command]) == 0, command
    capsys.readouterr()
    asked = ["measure", "reported-lag", "--scope", "platform", "--where", "platform=TikTok"]
    assert run(["--archive", "platforms", "--json", *asked]) == 0
    (told,) = json.loads(capsys.readouterr().out)["estimates"]
    assert told["by"]["platform"] == "TikTok"
    assert told["value"] == pytest.approx(18.74, abs=0.005)


def test_it_is_small_and_cannot_be_written_to(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert sum(path.stat().st_size for path in PLATFORMS.rglob("*") if path.is_file()) < 2_000_000
    before = sorted(path.relative_to(PLATFORMS) for path in PLATFORMS.rglob("*"))
    given = tmp_path / "totals.csv"
    given.write_text("platform,period_start,metric,value\nChirp,2025-01-01,statements,3\n")
    assert run(["--archive", "platforms", "add", str(given)]) == 1
    assert NotWritable.title in capsys.readouterr().err
    assert sorted(path.relative_to(PLATFORMS) for path in PLATFORMS.rglob("*")) == before


def test_it_says_where_it_is_from_under_which_licences_and_what_was_changed() -> None:
    (package,) = Archive(PLATFORMS).datasets()
    assert package.scope == "platform"
    assert package.incident is None
    for named in ("European Commission", "shantay 0.6.0"):
        assert named in (package.source or "")
    for licence in ("CC BY 4.0", "Apache-2.0"):
        assert licence in (package.licence or "")
        assert licence in (package.citation or "")
    told = package.provenance
    assert "builtin.parquet" in str(told["derived_from"])
    assert len(str(told["derived_from_sha256"])) == len(str(told["wheel_sha256"])) == 64
    assert "Twelve platforms" in str(told["changed"])
    assert "simulated" not in told


def test_it_holds_twelve_platforms_from_the_databases_first_day_on(of: dict[str, Reported]) -> None:
    assert len(of) == 12
    assert sum(each.start.size for each in of.values()) == 8_872
    assert min(each.start[0] for each in of.values()) == 1_695_600_000  # 25 September 2023
    assert max(each.start[-1] for each in of.values()) == 1_768_003_200  # 10 January 2026
    assert sum(each.total("decisions") or 0 for each in of.values()) == 4_726_744_808


# The facts that data/README.md of the shared files states of the same statistics.


def test_x_gives_no_lag_above_nought_on_any_of_its_days(of: dict[str, Reported]) -> None:
    assert of["X"].start.size == 740
    assert of["X"]["longest"].max() == 0
    assert of["X"].total("negative") == 0


@pytest.mark.parametrize(
    ("platform", "statements", "mean", "longest", "negative"),
    [
        ("X", 2_188_028, 0.0, 0, 0),
        ("LinkedIn", 784_049, 6.84, 5_148, 1_021),
        ("TikTok", 2_173_701_396, 18.74, 9_499, 22_925),
        ("Reddit", 941_388, 33.86, 5_339, 0),
        ("Facebook", 1_033_407_259, 80.22, 7_955, 1),
        ("Instagram", 198_517_656, 151.69, 5_567, 0),
    ],
)
def test_statements_and_lags_in_days_are_those_on_record(
    of: dict[str, Reported],
    platform: str,
    statements: int,
    mean: float,
    longest: int,
    negative: int,
) -> None:
    found = of[platform]
    lag = found.mean_lag()
    assert found.total("decisions") == statements
    assert lag is not None
    assert round(lag[0], 2) == mean
    assert found["longest"].max() == longest
    assert found.total("negative") == negative


@pytest.mark.parametrize(
    ("platform", "share"), [("Facebook", 72), ("Instagram", 77), ("TikTok", 1)]
)
def test_most_decisions_of_some_platforms_are_about_accounts(
    of: dict[str, Reported], platform: str, share: int
) -> None:
    accounts, decisions = of[platform].total("accounts"), of[platform].total("decisions")
    assert accounts is not None
    assert decisions is not None
    assert round(100 * accounts / decisions) == share


@pytest.mark.parametrize(
    ("platform", "before", "after"),
    [("X", 27_047, 0), ("Reddit", 0, 71_400), ("Snapchat", 0, 25_273)],
)
def test_the_keyword_for_intimate_images_breaks_off_or_begins_with_the_new_schema(
    of: dict[str, Reported], platform: str, before: int, after: int
) -> None:
    first, second = of[platform].between(None, BREAK), of[platform].between(BREAK, None)
    assert first is not None
    assert second is not None
    assert (first.total("images"), second.total("images")) == (before, after)


# DER SPIEGEL, dsa-transparency-database, data_analysis.ipynb: October to December 2024, from the database's own files
# (SCIENCE.md, E.1). Counts are equal; lags differ by less than a thousandth of a day, as shantay keeps whole seconds.
@pytest.mark.parametrize(
    ("platform", "statements", "mean", "detected", "decided"),
    [
        ("TikTok", 255_580_518, 24.0275, 98, 94),
        ("Facebook", 203_383_843, 43.5722, 99, 0),
        ("Instagram", 29_251_044, 117.0159, 96, 0),
        ("YouTube", 25_286_418, 305.9526, 96, 46),
        ("X", 211_567, 0.0, 0, 0),
        ("LinkedIn", 112_197, 5.4805, 94, 27),
    ],
)
def test_one_quarter_equals_what_others_published_of_it(
    serving: Serving, platform: str, statements: int, mean: float, detected: int, decided: int
) -> None:
    quarter = {"from": "2024-10-01", "to": "2025-01-01"}
    where = (("platform", platform),)

    def asked(metric: str, **settings: str) -> float:
        found = measure(serving, metric, scope="platform", where=where, settings=quarter | settings)
        (one,) = found.estimates
        assert isinstance(one.value, float)
        return one.value

    assert asked("reported-decisions") == statements
    assert asked("reported-lag") == pytest.approx(mean, abs=0.001)
    assert round(100 * asked("reported-automation")) == detected
    assert round(100 * asked("reported-automation", step="decision")) == decided


@pytest.mark.shared
@pytest.mark.skipif(not DERIVED.is_file(), reason="../shared/data is absent")
def test_every_figure_of_every_day_equals_an_independent_derivation(
    of: dict[str, Reported],
) -> None:
    with DERIVED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == sum(each.start.size for each in of.values())
    names = {
        "decisions": ("statements", 1.0),
        "timed": ("mod_delay_n", 1.0),
        "lag": ("mod_delay_mean_s", 86_400.0),
        "shortest": ("mod_delay_min_s", 86_400.0),
        "longest": ("mod_delay_max_s", 86_400.0),
        "negative": ("mod_delay_negative_n", 1.0),
        "images": ("kw_ncii_image_sharing", 1.0),
        "deepfakes": ("kw_ncii_deepfake", 1.0),
    }
    for platform, found in of.items():
        theirs = sorted((row for row in rows if row["platform"] == platform), key=_date)
        days = found.start.astype("datetime64[s]").astype("datetime64[D]").astype(str)
        assert [row["date"] for row in theirs] == days.tolist()
        for name, (column, factor) in names.items():
            told = np.array([float(row[column]) for row in theirs])
            np.testing.assert_allclose(found[name] * factor, told, atol=1e-6, err_msg=platform)


def _date(row: dict[str, str]) -> str:
    return row["date"]


@pytest.mark.shared
@pytest.mark.skipif(not DERIVED.is_file(), reason="../shared/data is absent")
def test_the_same_figures_given_as_ones_own_file_are_read_to_the_same_numbers(
    of: dict[str, Reported], tmp_path: Path
) -> None:
    archive = Archive(tmp_path / "archive")
    report = add(archive, Vault(tmp_path / "vault"), DERIVED, Options())
    assert (report.format, report.scope) == ("dsa_daily_statistics", "platform")
    own = serve(archive)
    found = {each.platform: each for each in everything(own)}
    assert set(found) == set(of)
    for platform, theirs in found.items():
        np.testing.assert_array_equal(theirs.start, of[platform].start)
        for name in ("decisions", "images", "deepfakes", "timed", "negative", "lag", "longest"):
            np.testing.assert_allclose(theirs[name], of[platform][name], err_msg=platform)
        assert not np.isfinite(theirs["detected"]).any()  # the file does not say
    asked = {"dataset": str(report.dataset_id), "measure": "lag"}
    shown = figures.figure(archive, own, Gate.of("public"), "platform-reports", settings=asked)
    real = figures.figure(
        archive, own, Gate.of("public"), "platform-reports", settings={"measure": "lag"}
    )
    assert shown.headline == real.headline
    assert shown.archive != real.archive
    own.close()
