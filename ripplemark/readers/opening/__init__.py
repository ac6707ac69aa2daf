"""From a user's file to text that the engine can scan, or to an error that says what to do."""

from ripplemark.readers.opening import defects
from ripplemark.readers.opening.container import Limits
from ripplemark.readers.opening.feeding import Digest, flowing
from ripplemark.readers.opening.lines import duplicates, ragged, record_lines
from ripplemark.readers.opening.opened import Opened, open_input

__all__ = [
    "Digest",
    "Limits",
    "Opened",
    "defects",
    "duplicates",
    "flowing",
    "open_input",
    "ragged",
    "record_lines",
]
