"""What would removing it sooner avert? A model, kept apart from everything that was measured."""

from ripplemark import ui

ui.heading("laboratory", "What would removing it sooner avert?")
ui.laboratory()
