"""What the papers say of penalties, and from which articles of its CCAG a contract then departs.

A cap or a floor taken from the CCAG counts with its own; one of the buyer's counts the clause alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING

from psf.documents.sheet import typeset
from psf.french.numbers import counted, decimal, euros
from resources.calibre.figures import TO_VERIFY, Figures
from resources.enums import Ccag, LegalPoint, Shared

if TYPE_CHECKING:
    from resources.clause.draft import Draft

YES = "oui"


def penalties_of(draft: Draft, figures: Figures) -> dict[str, str]:
    """The variables of the templates about penalties."""
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
        "penalites_droit": typeset(_penalty_clause(draft, figures)) if chosen else "",
    }


def _amount(amount: Decimal | None) -> str:
    return euros(amount) if amount else ""


def _words(figures: Figures, point: LegalPoint) -> str:
    note = figures.note(point)
    return note.words if note else ""


def _observations(draft: Draft, figures: Figures) -> str:
    days = draft.penalties.observations or _words(figures, LegalPoint.OBSERVATIONS)
    return str(days or "[nombre à fixer]")


def _cap(draft: Draft, figures: Figures) -> str:
    cap = draft.penalties.cap
    if cap is not None and not cap:
        return "Le total des pénalités de la présente clause n'est pas plafonné."
    share = f"{decimal(cap)} %" if cap else _words(figures, LegalPoint.CAP) or "[taux à fixer]"
    said = (
        f"Le total des pénalités de la présente clause est plafonné à {share} du montant hors taxes"
        f" {_base(draft)}"
    )
    if draft.private or not draft.ccag:
        return f"{said}."
    if cap is None:
        return f"{said} ; il compte dans le plafond des pénalités de retard que fixe le {draft.ccag.label}."
    return f"{said} ; ce plafond s'ajoute à celui des pénalités de retard que fixe le {draft.ccag.label}."


def _base(draft: Draft) -> str:
    """Of what amount the cap is a share."""
    contract = "contrat" if draft.private else "marché"
    each = draft.shared == Shared.EACH
    if draft.by_orders:
        return f"des commandes{' du lot' if draft.lots else ''}{' de ce membre' if each else ''}"
    if each:
        return f"de la part du membre concerné dans le {'lot' if draft.lots else contract}"
    if draft.lots:
        return "du lot"
    return "des tranches affermies" if draft.tranches else f"du {contract}"


def _floor(draft: Draft, figures: Figures) -> str:
    company = "prestataire" if draft.private else "titulaire"
    if not draft.penalties.floor:
        return "Les pénalités sont dues dès le premier euro."
    least = _words(figures, LegalPoint.FLOOR) or "[montant à fixer]"
    if draft.private or not draft.ccag:
        return f"Le {company} en est exonéré tant que ce total ne dépasse pas {least}."
    return (
        f"Le {company} en est exonéré tant que le total de ses pénalités, pour l'ensemble du marché,"
        f" ne dépasse pas {least}."
    )


def _penalty_clause(draft: Draft, figures: Figures) -> str:
    """Between private persons the code civil says when a penalty is owed, and what a judge may do."""
    note = figures.note(LegalPoint.PENALTY_CLAUSE) if draft.private else None
    return note.quoted() if note else ""


def derogations_of(draft: Draft, figures: Figures) -> Iterator[str]:
    """What the last article of the CCAP lists, a line for each article of the CCAG."""
    if draft.private:
        return
    if draft.ccag is None:
        if not draft.ccag_known:
            yield "[CCAG visé par le marché, et articles auxquels il est dérogé : à compléter, ou à retirer]"
        return
    for point, about in _departed(draft, draft.ccag):
        yield _derogation(draft.ccag, figures, point, about)


def _departed(draft: Draft, ccag: Ccag) -> Iterator[tuple[LegalPoint, str]]:
    """Only the articles that say otherwise than this clause."""
    chosen = draft.penalties
    if chosen:
        # Fixed sums are not the CCAG's formula, which counts every day.
        yield LegalPoint.of(ccag, "penalites"), "(montant et calcul des pénalités)"
        if chosen.late_day and ccag.counts_days_apart:
            yield LegalPoint.of(ccag, "decompte"), "(jours comptés)"
        if chosen.cap is not None:
            yield LegalPoint.of(ccag, "plafond"), "(plafond des pénalités)"
        if not chosen.floor:
            yield LegalPoint.of(ccag, "plancher"), "(exonération des petites sommes)"
    yield (
        LegalPoint.of(ccag, "insertion"),
        "(clause d'insertion sociale), qui n'est pas appliqué : périmètre, publics, heures et"
        " interlocuteur sont ceux de la clause de formation",
    )


def _derogation(ccag: Ccag, figures: Figures, point: LegalPoint, about: str) -> str:
    note = figures.note(point)
    number = note.words if note and note.words else "[numéro à compléter]"
    mark = f" {TO_VERIFY}" if note and note.words and not note.verified else ""
    return (
        f"L'article du CCAP sur la clause sociale de formation déroge à l'article {number} du"
        f" {ccag.label} {about}.{mark}"
    )
