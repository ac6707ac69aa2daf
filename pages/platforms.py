"""What did platforms report, day by day?"""

from ripplemark import ui

ui.heading("platforms", "What did platforms report, day by day?")
ui.about_norms()
asked = ui.platform_settings()
shown = ui.figure(asked.wanted("platform-reports", None))
asked.row(shown)
if shown:
    ui.figure(asked.wanted("platform-record", None), opened=ui.WRITE)
ui.figure(asked.wanted("who-found-norms", None), if_any=True)
if ui.figure(asked.wanted("actioned-lag", None), if_any=True) and ui.on_request(
    "left-out", "Show what a database of decisions leaves out"
):
    ui.figure(asked.wanted("conditional-on-action", None))
ui.figure(asked.wanted("notes-shown", None), if_any=True)
ui.own_norms()
