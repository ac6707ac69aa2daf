"""Deciding on a main series without looking: what is named must be one of the series that the channel offers."""

from __future__ import annotations

from collections.abc import Sequence

from ripplemark.archive import Archive
from ripplemark.archive.serving import serve
from ripplemark.errors import InputError
from ripplemark.figures.series import Choice, decided, offered
from ripplemark.wording import CHANNELS

_LISTED = 12


class NotOffered(InputError):
    """A main series that the channel does not have, or a name that several of its series share; nothing was decided.

    ``offered`` are the channel's series as (key, label), labels by alias: the text that was given is not repeated.
    """

    title = "This is not a series of the channel"

    def __init__(self, incident: str, channel: str, found: Sequence[Choice], several: int) -> None:
        self.incident, self.channel = incident, channel
        self.offered = tuple((each.key, each.label) for each in found)
        super().__init__(f"{self._why(several)} {self._way_out()} Nothing was decided.")

    def _why(self, several: int) -> str:
        where = f"{CHANNELS[self.channel]} of {self.incident}"
        if several:
            return f"{several} series of {where} are named so."
        if not self.offered:
            return f"No series of {where} is stored."
        return f"No series of {where} is named so."

    def _way_out(self) -> str:
        if not self.offered:
            return "Add the file first, with --channel where it does not say the kind of place."
        told = "; ".join(
            f"main.{self.channel}={key} ({label})" for key, label in self.offered[:_LISTED]
        )
        more = len(self.offered) - _LISTED
        return f"Offered: {told}{f'; and {more} more' if more > 0 else ''}."


def check_main(archive: Archive, incident: str, channel: str, named: str) -> Choice:
    """The one series of the channel that ``named`` means: an alias, a dataset's id, or a series' key.

    Raises:
        NotOffered: it means none, or several; those that are offered are listed.
    """
    serving = serve(archive)
    try:
        found = offered(serving, incident, channel)
    finally:
        serving.close()
    fitting = [each for each in found if named in (each.key, each.alias, each.binned.by["dataset"])]
    one = decided(fitting, named)
    if one is None:
        raise NotOffered(incident, channel, found, len(fitting))
    return one
