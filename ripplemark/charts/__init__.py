"""Rows and estimates drawn as Plotly figures: one module per form, ``style`` for what they share.

A chart names its own lines, puts its labels by rule, draws every interval that it is given, and has words for those
who cannot see it. It knows neither the engine nor how a number was made.
"""

from ripplemark.charts.intensity import intensity
from ripplemark.charts.interest import interest
from ripplemark.charts.removal import Removal, removal
from ripplemark.charts.style import DARK, LIGHT, Chart, Curve, Look

__all__ = ["DARK", "LIGHT", "Chart", "Curve", "Look", "Removal", "intensity", "interest", "removal"]
