"""What the papers say of the law: dated notes, marked as long as no lawyer has checked them.

What the buyer alone knows (is the threshold reached?) stays in square brackets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from psf.documents.sheet import typeset
from psf.french.days import numeric
from resources.calibre.figures import TO_VERIFY, Figures, Note
from resources.clause.penalties import derogations_of
from resources.clause.thresholds import Reach, reach_of
from resources.enums import LegalPoint

if TYPE_CHECKING:
    from resources.clause.draft import Draft

ABROAD_TO_VERIFY = "[à vérifier : article L2112-4, non-discrimination]"
REACHED = (
    "[À confirmer par l'acheteur : la valeur estimée de la procédure, reconductions et maximum"
    " compris, atteint le seuil européen]"
)
TO_COMPARE = (
    "[Valeur estimée de toute la procédure, reconductions et maximum compris, à comparer au seuil :"
    " si elle l'atteint, article L2112-2-1]"
)
OF_A_PRIVATE_CONTRACT = (
    "Le parcours se déroule chez le prestataire ou son sous-traitant, dans des tâches qui se rapportent"
    " à l'exécution du contrat ; une fonction d'appui convient si elle y concourt."
)
# Of every host, whoever buys.
OF_A_HOST = (LegalPoint.MINORS, LegalPoint.ACCIDENT, LegalPoint.HOSTS)


def law_of(draft: Draft, figures: Figures) -> dict[str, str]:
    """The variables of the templates that quote the law."""
    public = not draft.private
    return {
        "lien_objet": _quoted(figures, LegalPoint.OBJECT)
        if public
        else typeset(OF_A_PRIVATE_CONTRACT),
        "seuil_europeen": typeset(_threshold(draft, figures)),
        "regularisation": _quoted(figures, LegalPoint.REGULARISATION) if public else "",
        "mineurs": _quoted(figures, LegalPoint.MINORS),
        "accident": _quoted(figures, LegalPoint.ACCIDENT),
        "stagiaires": _quoted(figures, LegalPoint.HOSTS),
        "lieu_accueil": _quoted(
            figures, LegalPoint.ABROAD, mark=ABROAD_TO_VERIFY if public else TO_VERIFY
        ),
        "ccag": draft.ccag.label if public and draft.ccag else "",
        "resiliation": typeset(_termination(draft)),
        "derogations": "\n".join(map(typeset, derogations_of(draft, figures))),
        "points_de_droit": "\n".join(
            f"– {typeset(_for_the_buyer(note))}" for note in points_of_law(draft, figures)
        ),
    }


def _threshold(draft: Draft, figures: Figures) -> str:
    """The RC asserts to bidders no value that it reckons from a forecast."""
    reach = reach_of(draft, figures)
    if reach == Reach.UNKNOWN:
        return TO_COMPARE
    if reach == Reach.ABOVE:
        return f"{REACHED} {_quoted(figures, LegalPoint.THRESHOLD)}".strip()
    return ""


def _termination(draft: Draft) -> str:
    """By the CCAG, which says how; written in full where there is none."""
    if draft.ccag and not draft.private:
        return (
            "Un manquement grave ou répété à la clause, après une mise en demeure restée sans effet,"
            f" peut conduire à la résiliation pour faute dans les conditions que prévoit le"
            f" {draft.ccag.label}."
        )
    contract, company = ("contrat", "prestataire") if draft.private else ("marché", "titulaire")
    return (
        f"Un manquement grave ou répété à la clause peut conduire à la résiliation du {contract} pour"
        f" faute, sans indemnité. L'acheteur met d'abord le {company} en demeure, par écrit, d'y"
        " remédier et de présenter ses observations dans un délai de quinze jours au moins ; si la mise"
        f" en demeure reste sans effet, il lui notifie la résiliation, ses motifs et sa date d'effet."
    )


def _quoted(figures: Figures, point: LegalPoint, *, mark: str = TO_VERIFY) -> str:
    """The sentence of a point of law, marked as long as no lawyer has checked it."""
    note = figures.note(point)
    return typeset(note.quoted(mark)) if note else ""


def points_of_law(draft: Draft, figures: Figures) -> list[Note]:
    """Those that this contract meets, for the buyer to have confirmed."""
    wanted = _private_points(draft) if draft.private else _public_points(draft)
    found = (figures.note(point) for point in dict.fromkeys([*wanted, *OF_A_HOST]))
    return [note for note in found if note is not None and note.text]


def _private_points(draft: Draft) -> list[LegalPoint]:
    return [LegalPoint.PENALTY_CLAUSE] if draft.penalties else []


def _public_points(draft: Draft) -> list[LegalPoint]:
    # A forecast below the threshold is no proof that the procedure is.
    wanted = [LegalPoint.OBJECT, LegalPoint.THRESHOLD, LegalPoint.VALUE, LegalPoint.EXCEPTIONS]
    wanted += [LegalPoint.REGULARISATION, LegalPoint.ABROAD]
    if draft.penalties:
        wanted.append(LegalPoint.MODERATION)
        if draft.ccag or not draft.ccag_known:
            wanted += [LegalPoint.FLOOR, LegalPoint.CAP, LegalPoint.OBSERVATIONS]
    if draft.ccag:
        wanted += LegalPoint.of_ccag(draft.ccag)
    return wanted


def _for_the_buyer(note: Note) -> str:
    checked = f"vérifié le {numeric(note.row.checked_on)}" if note.row.checked_on else "à vérifier"
    return f"{note.text} ({note.row.source} ; {checked})"
