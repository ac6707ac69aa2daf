"""How long do searches keep it alive?"""

from ripplemark import ui

code = ui.incident()
ui.heading("search", "How long do searches keep it alive?", code)
if code is None:
    ui.no_incident()
else:
    asked = ui.settings(
        code,
        *(
            "what-remains",
            "search-interest",
            "residual-interest",
            "persistence-numbers",
            "search-sensitivity",
            "long-tail",
            "joined-windows",
            "second-witness",
            "result-pages",
            "result-shares",
            "result-overlap",
            "result-stays",
            "delisting",
            "coders",
        ),
        channel="search",
    )
    remains = ui.figure(asked.wanted("what-remains", code), opened=ui.WRITE, if_any=True)
    shown = ui.figure(asked.wanted("search-interest", code), None if remains else ui.WRITE)
    asked.row(shown or remains)
    if shown:
        ui.question(
            code,
            asked,
            "A second witness, joined windows and result pages keep the defaults.",
            strips="search-sensitivity",
        )
        ui.figure(asked.wanted("residual-interest", code))
        ui.persistence(code, asked)
        ui.second_witness(code, asked)
    ui.result_pages(code, asked)
    ui.joined(code, asked)
    ui.main_series(code, "search")
    ui.missing(code, "search")
