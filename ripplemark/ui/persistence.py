"""Persistence on request: all numbers and the long tail of one incident, and what several of them show together."""

from __future__ import annotations

from ripplemark.ui import block
from ripplemark.ui.controls import row
from ripplemark.ui.requesting import on_request
from ripplemark.ui.settings import Settings


def persistence(code: str, asked: Settings) -> None:
    """The numbers in which searches stayed, one below the other, and the tail by days after the peak."""
    if on_request("persistence", "Show how long it stayed, in numbers, and the long tail"):
        block.figure(asked.wanted("persistence-numbers", code))
        block.figure(asked.wanted("long-tail", code), if_any=True)


def persistence_across(asked: Settings) -> None:
    """By when searches were back, by when a first page showed a correction, and how long it stayed against the peak's size."""
    if not on_request("across", "Show how long searches keep incidents alive"):
        return
    block.figure(asked.wanted("back-across", None))
    block.figure(asked.wanted("corrected-across", None))
    if block.figure(asked.wanted("persistence-across", None)):
        row(asked.apart(("stayed",)), "across-controls")
