"""How do incidents differ?"""

from ripplemark import ui

ui.heading("compare", "How do incidents differ?")
asked = ui.comparison()
if asked is None:
    ui.no_incident()
else:
    shown = ui.aligned(asked, ui.WRITE)
    asked.row(shown)
    if shown:
        ui.question_all(asked)
    ui.compared(asked)
    ui.times(asked)
    ui.persistence_across(asked)
    ui.sets()
