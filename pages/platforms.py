"""What did platforms report, day by day?"""

from ripplemark import ui

ui.heading("platforms", "What did platforms report, day by day?")
ui.about_norms()
asked = ui.platform_settings()
shown = ui.figure(asked.wanted("platform-reports", None))
asked.row(shown)
if shown:
    ui.figure(asked.wanted("platform-record", None), opened=ui.WRITE)
found = ui.figure(asked.wanted("who-found-norms", None), if_any=True)
acted = ui.figure(asked.wanted("actioned-lag", None), if_any=True)
if acted and ui.on_request("left-out", "Show what a database of decisions leaves out"):
    ui.figure(asked.wanted("conditional-on-action", None))
notes = ui.figure(asked.wanted("notes-shown", None), if_any=True)
ui.would_add(asked, {"who-found-norms": found, "actioned-lag": acted, "notes-shown": notes})
ui.own_norms()
