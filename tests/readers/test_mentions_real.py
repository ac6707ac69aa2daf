"""Counts of mentions that no format owns: read as the template once their two columns bear its names."""

from __future__ import annotations

from pathlib import Path

import pytest
from real_archive import SHARED, RealArchive, needs_shared

from ripplemark.ingest import NotRecognised

pytestmark = [pytest.mark.shared, needs_shared]

FOLDER = SHARED / "mentions"
FILES = (
    "nab/Twitter_volume_AAPL.csv",
    "nab/Twitter_volume_CVS.csv",
    "bitcoin_tweets_daily/dt_twitter.csv",
)


def _renamed(file: str, folder: Path) -> Path:
    """The file with its header replaced by that of the template, everything else as it is."""
    _, _, body = (FOLDER / file).read_text(encoding="utf-8").partition("\n")
    path = folder / Path(file).name
    path.write_text(f"bin_start,value\n{body}", encoding="utf-8")
    return path


@pytest.mark.parametrize("file", FILES)
def test_a_bare_table_of_counts_is_claimed_by_no_format(file: str, tmp_path: Path) -> None:
    with pytest.raises(NotRecognised):
        RealArchive(tmp_path).add(FOLDER / file, incident="LANTERN")


@pytest.mark.parametrize(
    ("file", "fact"),
    [
        # data/README.md: (15902, '2015-03-31 03:27:53', 13479, 1360453)
        (FILES[0], (15902, "2015-03-31 03:27:53", 13479.0, 1360453.0)),
        # data/README.md: (15853, 50, 12203 zeros, '2015-03-05 19:57:53')
        (FILES[1], (15853, "2015-03-05 19:57:53", 50.0, None)),
        # data/README.md: (1367, '2017-12-07', 155600.0, 0)
        (FILES[2], (1367, "2017-12-07 00:00:00", 155600.0, None)),
    ],
)
def test_renamed_counts_keep_every_row_and_their_peak(
    file: str, fact: tuple[int, str, float, float | None], tmp_path: Path
) -> None:
    real = RealArchive(tmp_path)
    report = real.add(_renamed(file, tmp_path), incident="LANTERN", channel="social")
    assert (report.format, report.rejected) == ("canonical_attention", 0)
    rows, at, top, total = fact
    found = real.query(
        "SELECT count(*), strftime(max_by(bin_start, value), '%Y-%m-%d %H:%M:%S'), max(value), sum(value), "
        "count(*) FILTER (WHERE value = 0), count(*) FILTER (WHERE value <> floor(value)) FROM attention"
    )
    assert found[0][:3] == (rows, at, top)
    assert total is None or found[0][3] == total
    assert found[0][5] == 0
    if file == FILES[1]:
        assert found[0][4] == 12203
