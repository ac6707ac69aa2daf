"""What leaves and comes back: an exported figure, made again from the archive as it is now; a sheet for the right of reply."""

from ripplemark.exchange.exported import Exported, exported
from ripplemark.exchange.reproducing import Change, Reproduced, reproduce

__all__ = ["Change", "Exported", "Reproduced", "exported", "reproduce"]
