"""How did it spread, peak and fade?"""

from ripplemark import ui

code = ui.incident()
ui.heading("lifecycle", "How did it spread, peak and fade?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(code, "attention", "attention-by-series")
    first = asked.wanted("attention", code)
    shown = ui.figure(first, opened=ui.WRITE)
    asked.row(shown)
    if shown:
        ui.figure(asked.wanted("attention-by-series", code), unlike=first)
    ui.main_series(code)
    ui.missing(code, "attention")
