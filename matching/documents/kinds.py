"""Documents produced from a file, declared to psf.documents when the apps start."""

from pathlib import Path

from matching.documents import reminder, variables
from matching.placements import filling
from psf.documents.kinds import DocumentKind, register
from psf.french.days import WEEKDAYS

TEMPLATES = Path(__file__).parent / "templates"


def _of_placement(slug, title, names, fill, blank=None) -> DocumentKind:
    return register(
        DocumentKind(
            slug=slug,
            title=title,
            variables=names,
            built_in=TEMPLATES / f"{slug}.docx",
            fill=fill,
            find=filling.find_placement,
            blank=blank,
        )
    )


def _blank_week() -> dict[str, str]:
    """A sheet to print: no hours are planned beforehand."""
    return dict.fromkeys((f"{day}_prevu" for day in WEEKDAYS[:6]), "")


CONVENTION = _of_placement("convention", "Convention", variables.CONVENTION, filling.convention)
ATTESTATION = _of_placement(
    "attestation", "Attestation de présence", variables.ATTESTATION, filling.attestation
)
PRESENCE = _of_placement(
    "presence",
    "Feuille de présence",
    variables.PRESENCE,
    filling.presence_sheet,
    blank=_blank_week,
)
RAPPEL = register(
    DocumentKind(
        slug=reminder.SLUG,
        title="Rappel d'engagement",
        variables=variables.RAPPEL,
        built_in=TEMPLATES / "rappel.docx",
        fill=reminder.fill,
        find=reminder.find_subject,
        code_help="D'un parcours ou d'une offre : P-2026-00042, O-2026-00017.",
    )
)
PRODUCED = (CONVENTION, PRESENCE, ATTESTATION, RAPPEL)
