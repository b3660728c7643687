"""What must hold for the clause to be carried out, and how to repair what does not.

Rules of the project's kits (firm period, declaration, lots, trigger) and of the code de la commande
publique, L2112-2, L2112-2-1, R2121-1 and R2121-8.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from offers.models.advice import FIRM_MONTHS_AT_LEAST
from psf.french import volumes
from psf.french.days import full_date
from psf.french.numbers import counted, euros
from psf.french.numbers import hours as in_hours
from psf.french.phrases import listed
from psf.quantities.periods import lasting
from resources.calibre.calendar import (
    DECLARED_MONTHS_BEFORE_END,
    Dates,
    dates_of,
    fits_somewhen,
)
from resources.calibre.question import Question
from resources.calibre.reckoning import LONGEST, Reckoning


class State(StrEnum):
    GOOD = "bon"
    WRONG = "à corriger"
    TO_DO = "à faire"
    TO_KNOW = "à savoir"


@dataclass(frozen=True, slots=True)
class Check:
    """One point: its state in words, what is so, and the way to mend it ("" when none is needed)."""

    slug: str
    state: State
    title: str
    text: str
    repair: str = ""


def checks(reckoning: Reckoning) -> list[Check]:
    """Every point, what must be mended first."""
    question = reckoning.question
    dates = None
    if question.notified_on:
        dates = dates_of(
            question.notified_on,
            question.firm_months,
            reckoning.longest_presence,
            reckoning.zones,
            question.firm_days,
        )
    found = [
        _firm_period(question),
        _partnership(question.partnership),
        _declaration(question, dates, reckoning.figures.day),
        _hours_within(reckoning, dates),
        _season(),
        *_threshold(reckoning),
        *_lots(reckoning),
        *_trigger(question.no_minimum),
    ]
    rank = list(State).index
    order = {State.WRONG: 0, State.TO_DO: 1}
    return sorted(found, key=lambda check: (order.get(check.state, 2), rank(check.state)))


def _firm_period(question: Question) -> Check:
    title = f"Période ferme d'au moins {FIRM_MONTHS_AT_LEAST} mois"
    period = question.firm_period
    if question.firm_months >= FIRM_MONTHS_AT_LEAST:
        renewed = ", reconductions non comprises" if question.renewals else ""
        return Check("duree", State.GOOD, title, f"{period}{renewed}.")
    return Check(
        "duree",
        State.WRONG,
        title,
        f"La période ferme compte {period} ; les reconductions ne comptent pas.",
        f"Portez la période ferme à {FIRM_MONTHS_AT_LEAST} mois ou plus, par exemple en y intégrant"
        " une reconduction. Sinon, ce marché ne convient pas à la clause.",
    )


def _partnership(partnership: bool | None) -> Check:
    title = "Consultation de la MLDS avant la publication"
    if partnership:
        return Check("mlds", State.GOOD, title, "Une convention de partenariat vous lie à la MLDS.")
    return Check(
        "mlds",
        State.TO_DO,
        title,
        "Sans convention de partenariat, la mission de lutte contre le décrochage scolaire (MLDS)"
        " est consultée avant chaque publication.",
        "Écrivez à la MLDS de votre région académique avant de publier et gardez sa réponse, ou"
        " signez avec elle une convention de partenariat.",
    )


def _declaration(question, dates: Dates | None, today: date) -> Check:
    title = "Offre déclarée à la notification"
    rule = (
        f"L'offre de parcours se déclare à la notification, et au moins {DECLARED_MONTHS_BEFORE_END}"
        " mois avant la fin de la période ferme."
    )
    beyond = question.firm_months - DECLARED_MONTHS_BEFORE_END
    if beyond < 0 or not (beyond or question.firm_days):
        return Check(
            "declaration",
            State.WRONG,
            title,
            f"{rule} En {question.firm_period}, ce délai ne peut pas être tenu.",
            f"Portez la période ferme à {FIRM_MONTHS_AT_LEAST} mois ou plus.",
        )
    if dates is None:
        latest = (
            lasting(beyond, question.firm_days) if beyond else counted(question.firm_days, "jour")
        )
        return Check(
            "declaration",
            State.TO_KNOW,
            title,
            f"{rule} Ici : au plus tard {latest} après la notification.",
        )
    last = f"Dernier jour pour la déclarer : {full_date(dates.last_to_declare)}"
    end = f"fin de la période ferme : {full_date(dates.firm_end)}"
    if dates.last_to_declare < today:
        return Check(
            "declaration",
            State.WRONG,
            title,
            f"{last} ({end}). Ce jour est passé.",
            "Si l'offre n'est pas encore déclarée, appelez la MLDS sans attendre : elle vous dira si"
            " un parcours reste possible.",
        )
    return Check("declaration", State.TO_KNOW, title, f"{last} ({end}). {rule}")


def _hours_within(reckoning: Reckoning, dates: Dates | None) -> Check:
    title = "Heures réalisées pendant la période ferme"
    hours, question = reckoning.longest_presence, reckoning.question
    repair = "Allongez la période ferme ou choisissez un calibre plus court."
    need = f"{in_hours(hours)} demandent environ {volumes.weeks(hours)} à 35 h par semaine"
    if dates and dates.last_to_start < dates.notified_on:
        return Check(
            "heures",
            State.WRONG,
            title,
            f"{need}, que la période ferme ne contient pas hors vacances scolaires.",
            repair,
        )
    today = reckoning.figures.day
    if dates is None and not fits_somewhen(
        today, question.firm_months, hours, reckoning.zones, question.firm_days
    ):
        return Check(
            "heures",
            State.WRONG,
            title,
            f"{need} hors vacances scolaires ; la période ferme compte {question.firm_period}.",
            repair,
        )
    text = f"{need}. Les heures dues le sont avant la fin de la période ferme."
    if dates:
        text += (
            f" Pour finir à temps, la présence commence le {full_date(dates.last_to_start)} au plus tard."
            f" {_calendar_said(reckoning, dates)}"
        )
    if hours > LONGEST:
        text += " Un parcours ne dépasse pas six mois : plusieurs jeunes se suivent, l'un après l'autre."
    return Check("heures", State.GOOD, title, text)


def _calendar_said(reckoning: Reckoning, dates: Dates) -> str:
    """By which holidays the last day to start was counted, and how sure they are."""
    rule = (
        "Sont comptées la moitié de chaque période de petites vacances, et l'été une semaine après la fin des cours et"
        " une avant la rentrée"
    )
    if not reckoning.zones:
        return f"{rule}. Le calendrier scolaire n'est pas renseigné : les dates de l'été sont supposées."
    labels = [zone.code if len(zone.code) == 1 else zone.label for zone in reckoning.zones]
    if len(labels) > 1:
        where = f"zones {listed(labels)}, la plus exigeante retenue"
    else:
        where = f"zone {labels[0]}" if len(labels[0]) == 1 else labels[0]
    said = f"{rule} ({where})."
    if dates.known_until:
        said += (
            f" Le calendrier publié s'arrête au {full_date(dates.known_until)} : au-delà, celui de la"
            " dernière année est supposé."
        )
    return said


def _season() -> Check:
    return Check(
        "saison",
        State.TO_KNOW,
        "Parcours de septembre ou octobre à fin juillet",
        "Les jeunes sont disponibles de la rentrée à la fin de juillet. Entre le lancement de la"
        " consultation et un premier parcours, comptez quatre à six mois en procédure adaptée, six"
        " ou plus en procédure formalisée.",
    )


def _threshold(reckoning: Reckoning) -> Iterator[Check]:
    question = reckoning.question
    threshold = reckoning.figures.threshold_of(question.threshold)
    if threshold is None:
        return
    row = threshold.row
    until = f" au {full_date(row.until)}" if row.until else ""
    checked = f", vérifié le {full_date(row.checked_on)}" if row.checked_on else ""
    figure = (
        f"{threshold.label[:1].upper()}{threshold.label[1:]} : {euros(threshold.amount)} HT, du"
        f" {full_date(row.since)}{until} (source : {row.source}{checked})."
    )
    value, renewals = question.whole_value, question.renewals
    counted_in = (
        f" Avec {counted(renewals, 'reconduction')}, la procédure vaut au moins {euros(value)} HT."
        if renewals
        else ""
    )
    if value >= threshold.amount:
        yield Check(
            "seuil",
            State.TO_KNOW,
            "Seuil européen atteint",
            f"{figure}{counted_in} Depuis le 22 août 2026, l'acheteur prévoit au-dessus de ce seuil des"
            " conditions d'exécution qui prennent en compte le domaine social ou l'emploi, notamment en"
            " faveur des personnes défavorisées (code de la commande publique, article L2112-2-1 ; loi"
            " n° 2021-1104 du 22 août 2021, article 35), sauf exception dont il indique les motifs. La"
            " clause sociale de formation est une condition d'exécution de ce domaine (article"
            " L2112-2).",
        )
        return
    yield Check(
        "seuil",
        State.TO_KNOW,
        "Montant indiqué sous le seuil européen : comparez la valeur de toute la procédure",
        f"{figure}{counted_in} Le seuil se compare à la valeur estimée de toute la procédure : options,"
        " reconductions, ensemble des lots et maximum d'un accord-cadre compris (articles R2121-1 et"
        " R2121-8). Si elle l'atteint, l'article L2112-2-1 s'applique. En dessous, la clause est"
        " possible aussi : elle convient aux petits montants.",
    )


def _lots(reckoning: Reckoning) -> Iterator[Check]:
    if not reckoning.question.lots:
        return
    count, hours = len(reckoning.parts), reckoning.hours
    if reckoning.question.pooled:
        yield Check(
            "lots",
            State.TO_KNOW,
            "Heures des lots mises en commun",
            f"Si une même entreprise remporte les {count} lots, elle doit {in_hours(hours)} en une"
            " seule offre. Écrivez dans le CCAP que les heures des lots attribués à une même"
            " entreprise s'additionnent.",
        )
        return
    yield Check(
        "lots",
        State.TO_KNOW,
        "Un parcours par lot",
        f"Chaque titulaire doit les heures de son lot : {count} offres à déclarer,"
        f" {in_hours(hours)} en tout.",
    )


def _trigger(no_minimum: bool) -> Iterator[Check]:
    if no_minimum:
        yield Check(
            "declencheur",
            State.TO_DO,
            "Seuil de déclenchement",
            "Un accord-cadre sans minimum n'engage aucune commande : les heures ne peuvent être dues"
            " qu'à partir d'un montant commandé.",
            "Fixez dans le contrat le montant de commandes à partir duquel le parcours est dû."
            " L'offre se déclare quand ce montant est atteint.",
        )
