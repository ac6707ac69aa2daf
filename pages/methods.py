"""How every number is made: written from the registries, nothing by hand."""

from ripplemark import ui

ui.heading("methods", "How every number is made")
ui.methods()
