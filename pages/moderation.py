"""How long did it stay up?"""

from ripplemark import ui

FIGURES = ("squares", "swimmer", "share-gone", "outcomes-over-time", "lag-by-group", "backlog")

code = ui.incident()
ui.heading("moderation", "How long did it stay up?", code)
if code is None:
    ui.no_incident()
else:
    first, *others = FIGURES
    asked = ui.settings(code, *FIGURES, "removal-survival", "requests")
    shown = ui.figure(asked.wanted(first, code), opened=ui.WRITE)
    asked.row(shown)
    if shown:
        for name in others:
            ui.figure(asked.wanted(name, code))
        for name in ("requests", "who-found-it", "copies", "exposure"):
            ui.figure(asked.wanted(name, code), if_any=True)
        if ui.on_request("survival", "Show the survival curve"):
            ui.figure(asked.wanted("removal-survival", code))
        ui.before_and_after(code, asked)
        if ui.rules(code):
            for name in ("deadlines", "deadline-lines"):
                ui.figure(asked.wanted(name, code))
        ui.beside_published(code, asked)
    ui.right_of_reply(code, asked)
    ui.missing(code, "moderation")
