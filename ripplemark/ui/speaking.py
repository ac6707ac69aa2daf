"""Errors are written once, with the command line's options in them; here is what the same thing is called on a page."""

from __future__ import annotations

import re

from ripplemark.ui.page_words import SETTINGS

_SAID: tuple[tuple[str, str], ...] = (
    (r"Say which comes first with --dates dmy or --dates mdy", "Say below which comes first, the day or the month"),
    (r"Say which with --format NAME", "Choose below which it is"),
    (r"or name the format with --format", "or choose the format below"),
    (r"; 'formats' lists them", "; they are listed under 'Not understood rightly? Say it yourself'"),
    (r"Leave --format out to have it recognised", "Choose 'recognise it by its content' below"),
    (r"Leave --mapping out", "Leave the mapping empty"),
    (r"Add it without --incident: ", "Tick the box below: "),
    (r"name one with --incident to store it", "choose an incident above to store it"),
    (r"Name one with --incident CODE \(the command 'new' draws a code word\)", "Choose one above"),
    (r"Name it with --incident CODE", "Choose one above"),
    (r"or give the zone it was noted in with --tz", "or choose below the zone it was noted in"),
    (r"Say how many hours count as in time with --set hours=48, or name a deadline with --set instrument=NAME", "Say below how many hours count as in time, or switch a deadline on"),
    (r"Say how many hours count as in time with --set hours=48", "Say below how many hours count as in time"),
    (r"Widen it, or leave --where out", "Widen it"),
    (r"Export it for your own use with --private, or change the answer: decide .*$", "Export it for your own use, or change the answers in the form."),
    (r"Start from a template \(on the page, or with 'formats --template NAME'\)", "Start from a template, further down"),
    (r"Name the column so, or say which it is with --mapping", "Name the column so, or say which it is under 'Say what the columns are'"),
    (r"Say what they mean with --mapping", "Say what they mean under 'Say what the columns are'"),
    (r"Name a folder of your own with --archive or RIPPLEMARK_ARCHIVE", "Go to your own archive to change anything"),
    (r"PNG has 1 to (\d) pixels for each pixel of its size: --scale 2", r"PNG has 1 to \1 pixels for each pixel of its size"),
    (r"Name another with --archive or RIPPLEMARK_ARCHIVE", "Whoever runs Ripplemark can name another folder"),
    (r"say --replaces [^;]+;", "tick the box above the file;"),
    (r" \(--set series=[^)]*\)", ""),
    (r" Answer with --answer \S+", " Answer below."),
    (r"; leave --only out", ""),
    (r"add it with --replaces [^;]+; otherwise remove one of the two, for example: remove \S+", "give it again and tick the box above it; otherwise remove one of the two on the Data page"),
    (r"Add it with --append and another name, or without --append \(a file that --replaces a member stays in its collection: remove the member instead\)", "Give it another name of a collection, or none (a file that is read again in place of a member stays in its collection: remove the member instead)"),
    (r"name one of the file's columns: --match COLUMN=REGEX", "name one of the file's columns"),
    (r"What was given to --match", "What was given as the pattern to match"),
    (r" \(--set gone=label\)", ", under 'Counts as gone'"),
    (r" \(--keep uploader when adding the file\)\. Add it again so, or (?:draw|leave out) days with --set cluster=day", ", when a file is added on the command line. Add it again so, or draw days instead"),
    (r", for example --set branching=0\.75 --set half-life=0\.125;", " (Laboratory page);"),
    (r"With --by and --where a copy counts", "Within a group a copy counts"),
    (r"Ask for --set horizon=(.+?) or more", r"Choose a span of at least \1 hours"),
    (r"Leave out --set \S+?=\.\.\., or leave out --set instrument=\.\.\.", "Choose one of the two"),
    (r"Give either --set split=\.\.\. or --set event=\.\.\., not both", "Give either a moment or an event, not both"),
    (r"Say what to compare: a column with --by, a moment with --set split=\.\.\., or --set event=\.\.\.\.", "Say what to compare: the groups of a column, before and after a moment, or before and after an event."),
    (r" with --keep [a-z_]+", " on the command line"),
    (r"Ask with --scope platform, and --archive platforms for those that come with Ripplemark", "They have their own page, Platforms"),
    (r"Ask with --archive platforms, or add a file", "Add a file"),
    (r", with --channel where it does not say the kind of place", ", and say its kind of place under 'Channel of its counts' where the file does not"),
    (r"set 'from' and 'to' around it", "choose a period around it, from one day up to another"),
    (r"bins that begin at 'from' or later and before 'to': give a 'to' that lies after 'from'", "bins that begin within it: choose a last day after the first"),
)  # fmt: skip


_CORRECT = re.compile(r"Correct --set (\S+?)=\.\.\.")


def for_the_page(message: str) -> str:
    """The message with each option of the command line replaced by the control of the page that does the same."""
    for pattern, words in _SAID:
        message = re.sub(pattern, words, message)
    return _CORRECT.sub(lambda found: f"Correct '{_label(found[1])}' on the page.", message)


def _label(name: str) -> str:
    return SETTINGS[name].label if name in SETTINGS else name
