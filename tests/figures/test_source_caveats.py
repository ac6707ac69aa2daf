"""What a source's file cannot say stands on every figure of its rows, in the words of the report."""

from __future__ import annotations

import re
from datetime import date, timedelta
from pathlib import Path

import pytest

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.figure import Figure
from ripplemark.figures import figure
from ripplemark.gate import Gate
from ripplemark.ingest import Options, Report, add
from ripplemark.readers import READERS
from ripplemark.vault import Vault

SHAPE = (
    4,
    6,
    5,
    3,
    6,
    4,
    5,
    6,
    3,
    5,
    4,
    6,
    5,
    4,
    6,
    5,
    3,
    4,
    60,
    100,
    71,
    44,
    30,
    21,
    14,
    9,
    7,
    5,
    4,
    6,
    5,
)
DAYS = [date(2024, 3, 1) + timedelta(days=k) for k in range(len(SHAPE))]


def _timeline(series: str, factor: float) -> str:
    rows = "".join(
        f"{day},{series},{value * factor:.10g}\n" for day, value in zip(DAYS, SHAPE, strict=True)
    )
    return f"\ufeffDate,Series,Value\n{rows}"


FILES = {
    "gdelt_timeline": _timeline("Volume Intensity", 0.0002),
    "gdelt_tv": "Date,CNN\n"
    + "".join(f"{d:%Y%m%d}{d:%Y%m%d},{v * 0.005:.4f}\n" for d, v in zip(DAYS, SHAPE, strict=True)),
    "wikimedia_pageviews": 'Date,"Blue lantern"\n'
    + "".join(f"{d},{v * 12}\n" for d, v in zip(DAYS, SHAPE, strict=True)),
    "google_trends": "Category: All categories\n\nDay,blue lantern: (Worldwide)\n"
    + "".join(f"{d},{v}\n" for d, v in zip(DAYS, SHAPE, strict=True)),
}


def _added(folder: Path, text: str) -> Report:
    path = folder / "input.csv"
    path.write_text(text, encoding="utf-8")
    options = Options(incident="LANTERN", zone="Europe/Berlin", answers={"last-look": "2025-01-01"})
    return add(Archive(folder / "archive"), Vault(folder / "vault"), path, options)


def _drawn(folder: Path, name: str, audience: str = "public") -> Figure:
    serving = serve(Archive(folder / "archive"))
    try:
        gate = Gate.of(audience)  # type: ignore[arg-type]
        return figure(
            Archive(folder / "archive"), serving, gate, name, incident="LANTERN", settings={}
        )
    finally:
        serving.close()


@pytest.mark.parametrize("format", FILES)
@pytest.mark.parametrize("name", ["attention", "attention-by-series", "incident-timeline"])
def test_a_caution_that_numbers_need_is_a_caveat_of_every_figure(
    tmp_path: Path, format: str, name: str
) -> None:
    report = _added(tmp_path, FILES[format])
    assert report.format == format
    repeated = next(each.caveats for each in READERS if each.name == format)
    said = [each.message for each in report.warnings if each.code in repeated]
    assert said
    assert set(said) <= set(_drawn(tmp_path, name).caveats)


def test_a_caution_about_the_reading_alone_is_not_a_caveat(tmp_path: Path) -> None:
    report = _added(tmp_path, FILES["gdelt_timeline"])
    new = next(each.message for each in report.warnings if each.code == "incident-new")
    assert new not in _drawn(tmp_path, "attention").caveats


def test_a_caveat_is_a_caution_that_its_reader_can_give() -> None:
    folder = Path(__file__).parents[2] / "ripplemark" / "readers"
    texts = "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.py")))
    for reader in READERS:
        for code in reader.caveats:
            given = re.search(rf'Caution\(\s*"{code}"', texts) or texts.count(f'"{code}"') > 1
            assert given, (reader.name, code)


def test_a_share_of_coverage_is_never_written_as_a_number_of_reports(tmp_path: Path) -> None:
    _added(tmp_path, FILES["gdelt_timeline"])
    drawn = _drawn(tmp_path, "attention")
    assert "share of coverage per day, % of what the source watched" in drawn.subtitle
    assert "at 0.02 % of what the source watched" in " ".join(drawn.claims.borne)
    assert drawn.headline.startswith("The share of coverage in the news (GDELT) took between")
    unborne = [each.sentence for each in drawn.claims.unborne]
    assert "There were so many reports about it." in unborne


def test_the_usual_level_of_a_share_is_drawn_where_the_share_is(tmp_path: Path) -> None:
    _added(tmp_path, FILES["gdelt_timeline"])
    rows = _drawn(tmp_path, "attention").shown.to_pylist()
    usual = [row["usual"] for row in rows if row.get("usual") is not None]
    assert usual
    assert max(usual) == pytest.approx(0.001, rel=0.3)
    assert max(row["value"] for row in rows) == pytest.approx(0.02)
