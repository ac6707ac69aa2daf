"""A model of what an earlier removal would avert, and fits that need a lot: kept apart from everything that was measured."""

from ripplemark import ui

ui.heading("laboratory", "What would removing it sooner avert?")
ui.laboratory()
ui.fits(ui.incident())
