"""How long did it stay up?"""

from ripplemark import ui

FIGURES = ("squares", "share-gone", "lag-by-group", "requests")

code = ui.incident()
ui.heading("moderation", "How long did it stay up?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(code, *FIGURES)
    squares = asked.wanted("squares", code)
    shown = ui.figure(squares, opened=ui.WRITE)
    asked.row(shown)
    if shown:
        few = ui.few(squares)
        if few:
            ui.figure(asked.wanted("swimmer", code))
        ui.figure(asked.wanted("outcomes-over-time", code))
        ui.figure(asked.wanted("who-found-it", code), if_any=True)
        ui.figure(asked.wanted("share-gone", code))
        if ui.rules(code):
            for name in ("deadlines", "deadline-lines"):
                ui.figure(asked.wanted(name, code))
        for name in ("requests", "copies", "exposure"):
            ui.figure(asked.wanted(name, code), if_any=True)
        ui.figure(asked.wanted("lag-by-group", code), several=True)
        ui.before_and_after(code, asked)
        if not few and ui.on_request("items", "Show the items one by one, or in small groups"):
            ui.figure(asked.wanted("swimmer", code))
        if ui.on_request("pace", "Show whether moderation kept pace"):
            ui.figure(asked.wanted("backlog", code))
        if ui.on_request("survival", "Show the survival curve"):
            ui.figure(asked.wanted("removal-survival", code))
        ui.beside_published(code, asked)
    ui.right_of_reply(code, asked)
    ui.missing(code, "moderation")
