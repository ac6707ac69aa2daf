"""What must be known of a file is said on the Data page in the page's own words."""

from __future__ import annotations

from pathlib import Path

from seen import Opening

from ripplemark.archive import Archive
from tests.pages.seen import words

LOG = Path(__file__).parents[1] / "readers/takedown_log/input/english_items.csv"


def test_a_caution_names_the_control_and_no_option_of_the_command_line(
    opening: Opening, archive: Archive
) -> None:
    page = opening("data", incident=archive.new_incident("rumour", "Europe/Berlin"))
    page.file_uploader[0].upload("log.csv", LOG.read_bytes())
    page.run()
    asked = next(each for each in page.text_input if "last look" in each.label)
    asked.set_value("2025-11-10").run()
    said = words(page).replace("\\", "")
    assert "was read as unknown: 1 row. Say what they mean under 'Say what the columns are'" in said
    assert "--" not in said
