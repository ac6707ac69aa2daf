"""One incident: three lanes on one clock, three numbers, its events, and what is missing."""

from ripplemark import ui

code = ui.incident()
ui.heading("incident", "The three questions on one clock", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(code, "incident-timeline")
    shown = ui.figure(asked.wanted("incident-timeline", code))
    ui.numbers(code)
    asked.row(shown)
    if not shown:
        ui.main_series(code)
    ui.events(code)
    ui.missing(code)
