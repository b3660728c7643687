"""What the register keeps of a breach, in words: RGPD, article 33.5, « facts, effects, measures »."""

from matching.models import Breach
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.french.numbers import counted


def facts_of(breach: Breach) -> list[tuple[str, str]]:
    """(what, words) of what happened, whom it touched, how it was judged."""
    records = breach.facts.get("records", [])
    about = f"compte de {breach.account}" if breach.account else breach.about
    found = [
        ("Ce qui s'est passé", f"{breach.get_kind_display().capitalize()}. {breach.what}"),
        ("Service", str(breach.service)),
        ("Concerne", about),
        ("Depuis", numeric_moment(breach.happened_at)),
        ("Constatée", numeric_moment(breach.known_at)),
        ("Délai de 72 heures", f"jusqu'au {numeric_moment(breach.notify_before)}"),
        ("Dossiers", ", ".join(records)),
        ("Vu", _seen(breach.facts)),
        ("Personnes", f"{breach.people} environ" if breach.people is not None else ""),
        ("Conséquences probables", breach.consequences),
        ("Mesures", breach.measures),
        ("Risque", breach.get_risk_display().capitalize()),
        ("Référence de la CNIL", breach.cnil_reference),
        ("Motif du retard", breach.late_reason),
    ]
    return [(what, words) for what, words in found if words]


def lines_of(breach: Breach) -> list[tuple[str, str, str]]:
    """(when, what, by whom and how) of each step taken, in order."""
    steps = [
        (numeric_moment(breach.recorded_at), "Notée au registre", _by(breach.recorded_by)),
        (_at(breach.stopped_at), "Arrêtée", _by(breach.stopped_by)),
        (_at(breach.cnil_told_at), "CNIL notifiée", _by(breach.cnil_told_by)),
        (
            numeric(breach.people_told_on) if breach.people_told_on else "",
            "Personnes prévenues",
            ", ".join(filter(None, (breach.people_told_how, _by(breach.people_told_by)))),
        ),
        (_at(breach.closed_at), "Close", _by(breach.closed_by)),
    ]
    return [step for step in steps if step[0]]


def texts_of(breach: Breach) -> list[tuple[str, str]]:
    """(heading, text) of each notice that was sent."""
    found = []
    if breach.cnil_told_at and breach.cnil_text:
        found.append(("Texte envoyé à la CNIL", breach.cnil_text))
    if breach.people_told_on and breach.people_text:
        found.append(("Texte remis aux personnes", breach.people_text))
    return found


def _seen(facts: dict) -> str:
    if not facts:
        return ""
    said = [
        counted(facts.get("openings", 0), "consultation"),
        counted(facts.get("messages", 0), "message parti", "messages partis"),
    ]
    if "withdrawn" in facts:
        said.append(counted(facts["withdrawn"], "lien retiré", "liens retirés"))
        said.append(counted(facts["left_open"], "lien resté ouvert", "liens restés ouverts"))
    return ", ".join(said)


def _at(moment) -> str:
    return numeric_moment(moment) if moment else ""


def _by(user) -> str:
    return f"par {user}" if user else ""
