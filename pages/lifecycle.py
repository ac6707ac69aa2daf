"""How did it spread, peak and fade?"""

from ripplemark import ui

code = ui.incident()
ui.heading("lifecycle", "How did it spread, peak and fade?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(code, "attention", "attention-by-series")
    shown = ui.figure(asked.wanted("attention", code), opened=ui.WRITE)
    asked.row(shown)
    if shown:
        ui.figure(asked.wanted("attention-by-series", code))
    ui.main_series(code)
    ui.missing(code, "attention")
