"""The words that a draft becomes in the documents.

What several papers say (hours, lots, trigger, consultation, derogations) is one sentence here: the
papers cannot contradict each other. What nobody knows yet is a blank in square brackets; a point of
law that no lawyer has checked ends with « [à vérifier] ».
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from psf.documents.sheet import typeset
from psf.french import volumes
from psf.french.days import full_date, numeric
from psf.french.numbers import counted, decimal, euros, grouped
from resources.calibre.calendar import DECLARED_MONTHS_BEFORE_END
from resources.calibre.figures import Figures, Note
from resources.calibre.reckoning import cost_of
from resources.clause.thresholds import is_above
from resources.enums import Ccag, LegalPoint, MarketKind, Shared

if TYPE_CHECKING:
    from resources.clause.draft import Draft

YES = "oui"
TO_VERIFY = "[à vérifier]"
MLDS = "mission de lutte contre le décrochage scolaire (MLDS)"
LATE = "moins de six mois avant la fin de la période ferme"
assert DECLARED_MONTHS_BEFORE_END == 6, "the sentence says it in letters"


def values_of(draft: Draft, figures: Figures) -> dict[str, str]:
    """Every variable of the templates (`resources.clause.variables`)."""
    return {
        **_contract(draft, figures),
        **_hours(draft),
        **_people(draft, figures),
        **_penalties(draft, figures),
        **_law(draft, figures),
    }


def _contract(draft: Draft, figures: Figures) -> dict[str, str]:
    kind, private = MarketKind(draft.kind), draft.private
    return {
        "acheteur": draft.named.alone,
        "l_acheteur": draft.named.the,
        "L_acheteur": draft.named.The,
        "de_l_acheteur": draft.named.of,
        "a_l_acheteur": draft.named.to,
        "acheteur_pluriel": YES if draft.named.is_plural else "",
        "objet": draft.subject,
        "reference": draft.reference,
        "nature": "" if kind == MarketKind.OTHER else kind.label,
        "pour_ce_marche": kind.as_a("contrat" if private else "marché"),
        "prive": YES if private else "",
        "marche": "contrat" if private else "marché",
        "titulaire": "prestataire" if private else "titulaire",
        "piece": "contrat" if private else "CCAP ou le CCP",
        "consultation_piece": (
            "dossier de consultation" if private else "règlement de la consultation"
        ),
        "periode_ferme": str(draft.firm_months),
        "taches": "\n".join(f"– {task}" for task in draft.tasks),
        "date_du_jour": full_date(figures.day),
    }


def _hours(draft: Draft) -> dict[str, str]:
    return {
        "heures": grouped(draft.hours),
        "volume": draft.volume,
        "votre_volume": typeset(_for_the_company(draft)),
        "engagement": typeset(" ".join(_commitment(draft))),
        "lots": "\n".join(_lots(draft)),
        "tranches": "\n".join(_tranches(draft)),
        "lot_sans_clause": YES if 0 in draft.lots else "",
        "mutualisation": YES if draft.lots and draft.pooled else "",
        "declenchement": f"{euros(draft.trigger)} HT" if draft.trigger else "",
        "a_la_commande": YES if draft.by_orders else "",
        "commandes": typeset(" ".join(_orders(draft))),
        "groupement": typeset(_shared(draft)),
    }


def _commitment(draft: Draft) -> Iterator[str]:
    """How many hours are owed, and by whom. The lines of lots or tranches follow it."""
    company = "prestataire" if draft.private else "titulaire"
    if draft.lots:
        yield f"Chaque {company} doit les heures de son lot."
        if 0 in draft.lots:
            yield "Un lot sans clause n'en comporte aucune, et l'offre y est remise sans fiche entreprise."
        if draft.pooled:
            yield (
                "Les heures des lots attribués à une même entreprise s'additionnent en une seule"
                " offre de parcours."
            )
    elif draft.tranches:
        yield f"Le volume minimal de la tranche ferme est de {draft.volume}."
        yield (
            "Chaque tranche optionnelle ajoute ses heures à compter de son affermissement ; une"
            " tranche qui n'est pas affermie n'en ajoute aucune. Les heures d'une tranche affermie"
            f" {LATE} ne sont pas dues."
        )
    else:
        yield f"Le volume minimal est de {draft.volume}."


def _for_the_company(draft: Draft) -> str:
    """What one company reads of its own hours, after « pour »."""
    if draft.lots and draft.pooled:
        return "les heures de votre lot, ajoutées si vous en avez plusieurs"
    if draft.lots:
        return "les heures de votre lot"
    if draft.tranches:
        return f"{draft.volume} dans la tranche ferme, et celles de chaque tranche affermie"
    return f"{draft.volume} en tout"


def _lots(draft: Draft) -> Iterator[str]:
    for number, hours in enumerate(draft.lots, 1):
        yield typeset(f"Lot {number} : {volumes.in_full(hours) if hours else 'sans clause'}")


def _tranches(draft: Draft) -> Iterator[str]:
    if not draft.tranches:
        return
    yield typeset(f"Tranche ferme : {draft.volume}")
    for number, hours in enumerate(draft.tranches, 1):
        added = volumes.in_full(hours) if hours else "sans heures"
        yield typeset(f"Tranche optionnelle {number} : {added}")


def _orders(draft: Draft) -> Iterator[str]:
    """The trigger, alike in every paper; "" where the contract itself owes the hours."""
    if not draft.by_orders:
        return
    of_lot = " du lot" if draft.lots else ""
    most = f" et avec un maximum de {euros(draft.maximum)} HT" if draft.maximum else ""
    per_lot = " pour chaque lot" if most and draft.lots else ""
    yield f"L'accord-cadre est conclu sans minimum{most}{per_lot}."
    amount = f"{euros(draft.trigger)} HT" if draft.trigger else "[montant à fixer] HT"
    company = "prestataire" if draft.private else "titulaire"
    yield (
        f"Les heures sont dues lorsque le montant des commandes{of_lot} atteint {amount} ; s'il est"
        f" atteint {LATE}, elles ne sont pas dues. L'acheteur informe aussitôt le {company} que ce"
        " montant est atteint."
    )


def _shared(draft: Draft) -> str:
    contract = "contrat" if draft.private else "marché"
    if draft.shared == Shared.ONCE:
        return (
            f"Le {contract} est passé pour un groupement d'achat. Les heures sont dues une seule fois"
            " pour l'ensemble de ses membres ; l'acheteur désigné ici déclare l'offre de parcours et"
            " suit la clause pour eux."
        )
    if draft.shared == Shared.EACH:
        return (
            f"Le {contract} est passé pour un groupement d'achat. Les heures sont dues à chaque"
            " membre, qui déclare son offre de parcours et suit la clause pour sa part."
        )
    return ""


def _people(draft: Draft, figures: Figures) -> dict[str, str]:
    return {
        "partenariat": YES if draft.partnership else "",
        "consultation": typeset(_consultation(draft)),
        "region": draft.region,
        "contact": draft.contact,
        "gratification_accordee": YES if draft.granted else "",
        "seuil_heures": str(figures.rate.threshold) if figures.rate else "308",
        "taux": typeset(_rate(figures)),
        "cout": typeset(" ".join(_costs(draft, figures))),
    }


def _consultation(draft: Draft) -> str:
    """Said only with its date; nothing is asked of a buyer whom the code does not bind."""
    if draft.partnership:
        return f"Une convention de partenariat lie {draft.named.the} à la {MLDS}."
    if draft.consulted_on:
        said = f"La {MLDS} a été consultée le {full_date(draft.consulted_on)}"
        if draft.answered_on:
            return f"{said} ; sa réponse est datée du {full_date(draft.answered_on)}."
        return f"{said}. L'absence de réponse ne vaut ni accord ni refus."
    if draft.private:
        return ""
    return f"[Consultation de la {MLDS} : date à compléter avant la publication]"


def _rate(figures: Figures) -> str:
    if figures.rate is None:
        return ""
    return f"{euros(figures.rate.hourly)} par heure, en vigueur depuis le {full_date(figures.rate.starts_on)}"


def _costs(draft: Draft, figures: Figures) -> Iterator[str]:
    """What each sum of hours that a company may owe costs; beyond six months young people follow each other."""
    for hours in draft.company_hours:
        cost = cost_of(hours, figures, draft.granted)
        one, done = cost.of_one.due, volumes.written(cost.longest)
        if one.amount is None:
            return
        if not one.due:
            yield f"Rien n'est dû par la loi pour {done}."
        elif len(cost.shares) > 1:
            yield (
                f"Soit {euros(one.amount)} au moins pour un jeune qui ferait {done}, le plus long des"
                f" parcours, et {euros(cost.due.amount or 0)} pour les {len(cost.shares)} jeunes qui se"
                f" partageraient, l'un après l'autre, {volumes.written(hours)}."
            )
        else:
            yield f"Soit {euros(one.amount)} au moins si un seul jeune fait {done}."


def _penalties(draft: Draft, figures: Figures) -> dict[str, str]:
    chosen = draft.penalties
    return {
        "penalites": YES if chosen else "",
        "penalite_reunion": _amount(chosen.missed_meeting),
        "penalite_heures": _amount(chosen.missing_hour),
        "penalite_retard": _amount(chosen.late_day),
        "delai_pieces": str(draft.document_days),
        "delai_remise": counted(draft.document_days, "jour ouvré", "jours ouvrés"),
        "observations": _observations(draft, figures) if chosen else "",
        "plafond": typeset(_cap(draft, figures)) if chosen else "",
        "plancher": typeset(_floor(draft, figures)) if chosen else "",
    }


def _amount(amount: Decimal | None) -> str:
    return euros(amount) if amount else ""


def _observations(draft: Draft, figures: Figures) -> str:
    days = draft.penalties.observations or _words(figures, LegalPoint.OBSERVATIONS)
    return str(days or "[nombre à fixer]")


def _cap(draft: Draft, figures: Figures) -> str:
    cap = draft.penalties.cap
    if cap is not None and not cap:
        return "Le total des pénalités n'est pas plafonné."
    share = f"{decimal(cap)} %" if cap else _words(figures, LegalPoint.CAP) or "[taux à fixer]"
    contract = "contrat" if draft.private else "marché"
    if draft.by_orders:
        base = "des commandes du lot" if draft.lots else "des commandes"
    elif draft.lots:
        base = "du lot"
    elif draft.tranches:
        base = "des tranches affermies"
    else:
        base = f"du {contract}"
    return f"Le total des pénalités est plafonné à {share} du montant hors taxes {base}."


def _floor(draft: Draft, figures: Figures) -> str:
    company = "prestataire" if draft.private else "titulaire"
    if not draft.penalties.floor:
        return "Les pénalités sont dues dès le premier euro."
    least = _words(figures, LegalPoint.FLOOR) or "[montant à fixer]"
    return f"Le {company} en est exonéré tant que ce total ne dépasse pas {least}."


def _law(draft: Draft, figures: Figures) -> dict[str, str]:
    public = not draft.private
    above = public and is_above(draft, figures)
    return {
        "lien_objet": _quoted(figures, LegalPoint.OBJECT) if public else "",
        "seuil_europeen": _quoted(figures, LegalPoint.THRESHOLD) if above else "",
        "regularisation": _quoted(figures, LegalPoint.REGULARISATION) if public else "",
        "ccag": draft.ccag.label if public and draft.ccag else "",
        "derogations": "\n".join(map(typeset, _derogations(draft, figures))),
        "points_de_droit": "\n".join(
            f"– {typeset(_for_the_buyer(note))}" for note in points_of_law(draft, figures)
        ),
    }


def _words(figures: Figures, point: LegalPoint) -> str:
    note = figures.note(point)
    return note.words if note else ""


def _quoted(figures: Figures, point: LegalPoint) -> str:
    """The sentence of a point of law, marked as long as no lawyer has checked it."""
    note = figures.note(point)
    if note is None or not note.words:
        return ""
    return typeset(note.words if note.verified else f"{note.words} {TO_VERIFY}")


def _derogations(draft: Draft, figures: Figures) -> Iterator[str]:
    """What the last article of the CCAP lists, a line each."""
    if draft.private:
        return
    if draft.ccag is None:
        if not draft.ccag_known:
            yield "[CCAG visé par le marché, et articles auxquels il est dérogé : à compléter, ou à retirer]"
        return
    if departs_from_ccag(draft):
        note = figures.note(LegalPoint.penalties(draft.ccag))
        yield _derogation(draft.ccag, note, "(pénalités)")
    yield _derogation(
        draft.ccag,
        figures.note(LegalPoint.insertion(draft.ccag)),
        "(clause d'insertion sociale), qui n'est pas appliqué : périmètre, publics, heures et"
        " interlocuteur sont ceux de la clause de formation",
    )


def departs_from_ccag(draft: Draft) -> bool:
    """Whether the penalties chosen are not those that a CCAG caps and forgives."""
    return bool(draft.penalties) and (draft.penalties.cap is not None or not draft.penalties.floor)


def _derogation(ccag: Ccag, note: Note | None, about: str) -> str:
    number = note.words if note and note.words else "[numéro à compléter]"
    mark = f" {TO_VERIFY}" if note and note.words and not note.verified else ""
    return (
        f"L'article du CCAP sur la clause sociale de formation déroge à l'article {number} du"
        f" {ccag.label} {about}.{mark}"
    )


def points_of_law(draft: Draft, figures: Figures) -> list[Note]:
    """Those that this contract meets, for the buyer to have confirmed."""
    if draft.private:
        return []
    wanted = [LegalPoint.OBJECT, LegalPoint.REGULARISATION]
    if is_above(draft, figures):
        wanted += [LegalPoint.THRESHOLD, LegalPoint.EXCEPTIONS]
    if draft.penalties and (draft.ccag or not draft.ccag_known):
        wanted.append(LegalPoint.FLOOR)
        if draft.penalties.cap is not None:
            wanted.append(LegalPoint.CAP)
        if draft.penalties.observations is None:
            wanted.append(LegalPoint.OBSERVATIONS)
    if draft.ccag:
        wanted += [LegalPoint.penalties(draft.ccag), LegalPoint.insertion(draft.ccag)]
    found = (figures.note(point) for point in wanted)
    return [note for note in found if note is not None and note.text]


def _for_the_buyer(note: Note) -> str:
    checked = f"vérifié le {numeric(note.row.checked_on)}" if note.row.checked_on else "à vérifier"
    return f"{note.text} ({note.row.source} ; {checked})"
