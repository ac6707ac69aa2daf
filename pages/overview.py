"""Every incident in one table: three curves, three numbers."""

from ripplemark import ui

ui.heading("", "Three questions, every incident")
ui.welcome()
ui.overview()
