"""How do incidents differ?"""

from ripplemark import ui

ui.heading("compare", "How do incidents differ?")
asked = ui.comparison()
if asked is None:
    ui.no_incident()
else:
    shown = ui.figure(asked.wanted("aligned", None), opened=ui.WRITE)
    asked.row(shown)
    ui.compared(asked)
    ui.times(asked)
    ui.persistence_across(asked)
    ui.sets()
