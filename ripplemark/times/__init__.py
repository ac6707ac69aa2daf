"""A time is an interval: what a cell's text says about when, as two UTC instants (DESIGN, section 3).

``parse`` reads one text; millions are read by ``queries/times/clock_intervals.sql``, which takes the zone from
``zone_segments``. Both follow ``grammar.py``.
"""

from ripplemark.times.grammar import DateOrder, Midnight
from ripplemark.times.interval import Interval
from ripplemark.times.order import date_order, order_counts
from ripplemark.times.reading import UnreadableTime, parse
from ripplemark.times.zones import UnknownZone, check_zone, zone_segments

__all__ = [
    "DateOrder",
    "Interval",
    "Midnight",
    "UnknownZone",
    "UnreadableTime",
    "check_zone",
    "date_order",
    "order_counts",
    "parse",
    "zone_segments",
]
