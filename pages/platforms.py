"""What did platforms report, day by day?"""

from ripplemark import ui

ui.heading("platforms", "What did platforms report, day by day?")
ui.about_norms()
asked = ui.platform_settings()
shown = ui.figure(asked.wanted("platform-reports", None))
asked.row(shown)
if shown:
    ui.figure(asked.wanted("platform-record", None), opened=ui.WRITE)
ui.own_norms()
