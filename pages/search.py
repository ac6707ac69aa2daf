"""How long do searches keep it alive?"""

from ripplemark import ui

code = ui.incident()
ui.heading("search", "How long do searches keep it alive?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(code, "search-interest", "residual-interest", channel="search")
    shown = ui.figure(asked.wanted("search-interest", code), opened=ui.WRITE)
    asked.row(shown)
    if shown:
        ui.figure(asked.wanted("residual-interest", code))
    ui.main_series(code, "search")
    ui.missing(code, "search")
