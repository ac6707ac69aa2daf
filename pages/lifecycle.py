"""How did it spread, peak and fade?"""

from ripplemark import ui

code = ui.incident()
ui.heading("lifecycle", "How did it spread, peak and fade?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(
        code, "attention", "attention-by-series", "channels", "phases", "sensitivity", "stretch"
    )
    first = asked.wanted("attention", code)
    shown = ui.figure(first, opened=ui.WRITE)
    asked.row(shown)
    ui.question(code, asked)
    ui.stretch(code, asked)
    if shown:
        ui.figure(asked.wanted("numbers", code), if_any=True)
        ui.figure(asked.wanted("attention-by-series", code), unlike=first)
        ui.figure(asked.wanted("channels", code), if_any=True)
    ui.phases(asked.wanted("phases", code))
    ui.main_series(code)
    ui.missing(code, "attention")
