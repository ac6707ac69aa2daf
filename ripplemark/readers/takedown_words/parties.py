"""Who asked, by which way, and what the platform answered: the fixed words that are stored instead of the cell."""

from __future__ import annotations

SENDERS: tuple[tuple[str, str], ...] = (
    ("trusted_flagger", "trusted flagger; trusted flaggers; vertrauenswürdiger hinweisgeber"),
    ("trusted_flagger", "signaleur de confiance; alertador fiable; trustedflagger; hotline"),
    ("lawyer", "lawyer; attorney; law firm; counsel; solicitor; legal; anwalt; anwältin; kanzlei"),
    (
        "lawyer",
        "rechtsanwalt; rechtsanwältin; ra; avocat; avocate; cabinet; abogado; abogada; bufete",
    ),
    ("authority", "authority; police; court; regulator; prosecutor; behörde; polizei; gericht"),
    (
        "authority",
        "staatsanwaltschaft; landesmedienanstalt; autorité; police; tribunal; autoridad; policía",
    ),
    (
        "rights_holder",
        "rights holder; rightsholder; copyright owner; rechteinhaber; rechteinhaberin",
    ),
    (
        "rights_holder",
        "ayant droit; titulaire des droits; titular de derechos; titular de los derechos",
    ),
    (
        "user",
        "user; victim; person concerned; affected person; self; reader; nutzer; nutzerin; betroffene",
    ),
    (
        "user",
        "betroffener; selbst; leser; privatperson; utilisateur; utilisatrice; victime; lecteur",
    ),
    (
        "user",
        "usuario; usuaria; víctima; afectado; afectada; lector; client; mandant; mandantin; cliente",
    ),
)
"""Kinds of sender (the schema's notice kinds); a cell that names nobody of these is 'other', and never stored."""

ROUTES: tuple[tuple[str, str], ...] = (
    ("form", "form; web form; webform; online form; formular; online formular; meldeformular"),
    ("form", "formulaire; formulario; portal; portail"),
    ("e-mail", "e mail; email; mail; courriel; correo; correo electrónico; mél"),
    ("letter", "letter; post; mail post; brief; einschreiben; lettre; recommandé; carta; burofax"),
    ("in-app", "in app; app; report button; flag; meldebutton; meldefunktion; signalement; botón"),
    ("fax", "fax; telefax; télécopie"),
    ("phone", "phone; call; telephone; telefon; anruf; téléphone; appel; teléfono; llamada"),
    (
        "court",
        "court; court order; injunction; gericht; einstweilige verfügung; tribunal; référé; juzgado",
    ),
)
"""Ways of asking; a cell with none of these is 'other'."""

ANSWERS: tuple[tuple[str, str], ...] = (
    ("none", "none; no answer; no reply; no response; keine; keine antwort; keine reaktion; no"),
    ("none", "keine rückmeldung; aucune; aucune réponse; sans réponse; pas de réponse; nein; non"),
    ("none", "sin respuesta; ninguna; ausstehend; pending; pendiente; en attente; offen; open"),
    ("refused", "refused; rejected; declined; denied; no violation; not accepted; no action"),
    (
        "refused",
        "abgelehnt; ablehnung; zurückgewiesen; verweigert; kein verstoß; nicht stattgegeben",
    ),
    ("refused", "refusé; refusée; rejeté; rejetée; refus; rechazado; rechazada; rechazo; denegado"),
    (
        "refused",
        "not removed; nicht entfernt; nicht gelöscht; non supprimé; no eliminado; not granted",
    ),
    ("partly", "partly; partially; in part; teilweise; zum teil; en partie; partiellement"),
    ("partly", "parcialmente; en parte; partly accepted; teilweise stattgegeben"),
    ("accepted", "accepted; granted; complied; agreed; removed; deleted; stattgegeben; angenommen"),
    ("accepted", "zugestimmt; entsprochen; entfernt; gelöscht; abgeholfen; accepté; acceptée"),
    (
        "accepted",
        "accordé; supprimé; retiré; aceptado; aceptada; concedido; eliminado; retirado; yes; ja",
    ),
    (
        "received",
        "received; confirmed; acknowledged; receipt; auto reply; automatic reply; under review",
    ),
    ("received", "eingegangen; bestätigt; eingangsbestätigung; empfangsbestätigung; in prüfung"),
    ("received", "in bearbeitung; reçu; reçue; accusé de réception; confirmé; en cours"),
    ("received", "recibido; recibida; acuse de recibo; confirmado; en revisión"),
)
"""What the platform answered; a cell with none of these is 'other'."""
