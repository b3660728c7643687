"""The words that a draft becomes in the documents.

What several papers say (hours, lots, trigger, consultation, derogations) is one sentence here: the
papers cannot contradict each other. What nobody knows yet is a blank in square brackets; a point of
law that no lawyer has checked ends with « [à vérifier] ».
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from psf.documents.sheet import typeset
from psf.french import volumes
from psf.french.days import full_date
from psf.french.numbers import euros, grouped
from psf.french.phrases import listed
from resources.calibre.calendar import DECLARED_MONTHS_BEFORE_END
from resources.calibre.figures import Figures
from resources.calibre.reckoning import cost_of
from resources.clause.law import law_of
from resources.clause.penalties import penalties_of
from resources.enums import MarketKind, Shared

if TYPE_CHECKING:
    from resources.clause.draft import Draft

YES = "oui"
MLDS = "mission de lutte contre le décrochage scolaire (MLDS)"
EACH_MEMBER = "chaque membre du groupement d'achat"
OF_LOT = "les heures de votre lot"
POOLED = f"{OF_LOT}, ajoutées si vous en avez plusieurs"
LATE = "moins de six mois avant la fin de la période ferme"
assert DECLARED_MONTHS_BEFORE_END == 6, "the sentence says it in letters"


def values_of(draft: Draft, figures: Figures) -> dict[str, str]:
    """Every variable of the templates (`resources.clause.variables`)."""
    values = {
        **_contract(draft, figures),
        **_hours(draft),
        **_people(draft, figures),
        **penalties_of(draft, figures),
        **law_of(draft, figures),
    }
    # Names are typed with another apostrophe than the texts are set with.
    return {name: text.replace("'", "’") for name, text in values.items()}


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
        "duree_ferme": typeset(draft.firm_period),
        "non_comprises": ", reconductions non comprises" if draft.renewals else "",
        "sans_marche": "",
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
    each = draft.shared == Shared.EACH
    to_each = f" pour {EACH_MEMBER}" if each else ""
    if draft.lots:
        yield f"Chaque {company} doit les heures de son lot{f' à {EACH_MEMBER}' if each else ''}."
        if 0 in draft.lots:
            yield "Un lot sans clause n'en comporte aucune, et l'offre y est remise sans fiche entreprise."
        if draft.pooled:
            yield (
                "Les heures des lots attribués à une même entreprise s'additionnent en une seule"
                " offre de parcours."
            )
    elif draft.tranches:
        yield f"Le volume minimal de la tranche ferme est de {draft.volume}{to_each}."
        yield (
            "Chaque tranche optionnelle ajoute ses heures à compter de son affermissement ; une"
            " tranche qui n'est pas affermie n'en ajoute aucune. Les heures d'une tranche affermie"
            f" {LATE} ne sont pas dues."
        )
    elif each and draft.members:
        yield (
            f"Le volume minimal est de {draft.volume}{to_each}, soit"
            f" {volumes.written(draft.hours * draft.members)} pour ses {draft.members} membres."
        )
    else:
        yield f"Le volume minimal est de {draft.volume}{to_each}."


def _for_the_company(draft: Draft) -> str:
    """What one company reads of its own hours, after « pour »."""
    each = draft.shared == Shared.EACH
    due = f", dues à {EACH_MEMBER}" if each else ""
    if draft.lots:
        return f"{POOLED if draft.pooled else OF_LOT}{due}"
    if draft.tranches:
        return f"{draft.volume} dans la tranche ferme, et celles de chaque tranche affermie{due}"
    if each:
        whole = volumes.written(draft.hours * draft.members)
        total = f", soit {whole} pour ses {draft.members} membres" if draft.members else ""
        return f"{draft.volume}, dues à {EACH_MEMBER}{total}"
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
    if draft.shared == Shared.EACH:
        yield (
            f"Les heures sont dues à chaque membre dont les commandes{of_lot} atteignent {amount} ;"
            f" si ce montant est atteint {LATE}, elles ne lui sont pas dues. Ce membre informe aussitôt"
            f" le {company} que ce montant est atteint."
        )
        return
    together = ", tous membres réunis," if draft.shared == Shared.ONCE else ""
    yield (
        f"Les heures sont dues lorsque le montant des commandes{of_lot}{together} atteint {amount} ;"
        f" s'il est atteint {LATE}, elles ne sont pas dues. L'acheteur informe aussitôt le {company}"
        " que ce montant est atteint."
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
            f"Le {contract} est passé pour un groupement d'achat. Chaque membre déclare l'offre de"
            " parcours qui lui est due et suit la clause pour sa part."
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
    nothing, sums = [], []
    for hours in draft.company_hours:
        cost = cost_of(hours, figures, draft.granted)
        one, done = cost.of_one.due, volumes.written(cost.longest)
        if one.amount is None:
            return
        if not one.due:
            nothing.append(done)
        elif len(cost.shares) > 1:
            sums.append(
                f"{euros(one.amount)} au moins pour un jeune qui ferait {done}, le plus long des"
                f" parcours, et {euros(cost.due.amount or 0)} pour les {len(cost.shares)} jeunes qui se"
                f" partageraient, l'un après l'autre, {volumes.written(hours)}"
            )
        else:
            sums.append(f"{euros(one.amount)} au moins si un seul jeune fait {done}")
    if nothing:
        yield f"Rien n'est dû par la loi pour un jeune qui ferait {listed(nothing, 'ou')}."
    if sums:
        yield f"{'Sont dus' if nothing else 'Soit'} {' ; '.join(sums)}."
