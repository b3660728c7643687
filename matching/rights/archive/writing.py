"""The copy itself: a page that any browser opens, the same as JSON, and the person's files."""

import io
import json
import zipfile
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone

from matching.enums import HiddenReason
from matching.models import RightsRequest
from matching.rights.archive.collecting import Collected
from matching.rights.archive.rereading import Reading, text_of
from matching.rights.handling import keep_archive
from matching.rights.officer import dpo
from psf.documents.content import Accepted
from psf.documents.models import Blob
from psf.french.days import full_date
from psf.personal.rules import Person
from psf.workflow.errors import Refused

ZIP = "application/zip"
PAGE, DATA, FILES = "vos-donnees.html", "vos-donnees.json", "pieces"

# RGPD, article 15.1.c and g: from whom, to whom.
OF_A_YOUTH = (
    "Elles viennent de vous, de votre représentant légal, de votre établissement et des listes de"
    " l'Éducation nationale sur l'obligation de formation. Le service qui vous suit les lit ; l'entreprise"
    " d'un parcours lit le profil que vous avez accepté de lui montrer, puis la convention ; l'acheteur du"
    " marché lit des heures et un bilan, sans votre nom ni texte libre."
)
OF_A_CONTACT = (
    "Elles viennent de vous, de votre organisation ou de la personne qui vous a joint. Les services qui"
    " suivent l'engagement de votre organisation les lisent."
)
SOURCES = {
    Person.YOUTH: OF_A_YOUTH,
    Person.GUARDIAN: OF_A_YOUTH,
    Person.CONTACT: OF_A_CONTACT,
}


def make(request: RightsRequest, collected: Collected, reading: Reading, *, by, now=None) -> None:
    """Write the copy of an access and keep it for the person. Raises Refused."""
    content = archive_of(request, collected, reading, now=now)
    with Blob.keeping(Accepted(content, ZIP), scanned=False) as blob:
        because = reading.because if reading.hides else ""
        keep_archive(request, blob, by=by, now=now, because=because, **reading.counts)


def archive_of(
    request: RightsRequest, collected: Collected, reading: Reading, *, now=None
) -> bytes:
    """The zip: page, JSON, files that were not left out. Raises Refused when a file is missing."""
    made_on = timezone.localdate(now)
    parts = [_part(part, collected, reading) for part in collected.parts]
    kept = [piece for piece in collected.pieces if piece.key not in reading.left_out]
    context: dict[str, Any] = {
        "request": request,
        "made_on": full_date(made_on),
        "parts": parts,
        "source": SOURCES[collected.subject.person],
        "pieces": [(piece.title, f"{FILES}/{piece.name}") for piece in kept],
        "hidden": reading.counts.get("passages_hidden", 0),
        "left_out": len(reading.left_out),
        "because": HiddenReason(reading.because).label,
        "dpo": dpo(),
    }
    data = {
        "demande": request.code,
        "faite_le": made_on.isoformat(),
        "passages_masques": context["hidden"],
        "motif_du_masquage": context["because"] if reading.hides else "",
        "tables": [
            {
                "table": part["model"],
                "nom": part["title"],
                "finalite": part["purpose"],
                "base_legale": part["ground"],
                "duree": part["duration"],
                "lignes": [
                    {name: plain for name, _, _, plain in lines} for lines in part["entries"]
                ],
            }
            for part in parts
        ],
        "pieces": [name for _, name in context["pieces"]],
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(PAGE, render_to_string("matching/rights/archive.html", context))
        archive.writestr(DATA, json.dumps(data, ensure_ascii=False, indent=2, default=str))
        for piece in kept:
            archive.writestr(f"{FILES}/{piece.name}", _content(piece))
    return buffer.getvalue()


def _content(piece) -> bytes:
    try:
        return piece.blob.content()
    except Refused as refusal:
        raise Refused(f"« {piece.title} » : {refusal.sentence}") from refusal


def _part(part, collected: Collected, reading: Reading) -> dict:
    """A table with its texts as they were read again."""
    entries = []
    for entry in part.entries:
        lines = []
        for name, label, said, plain in entry.lines:
            if plain is None:
                said = plain = text_of(collected, said, reading)
            lines.append((name, label, said, plain))
        entries.append(lines)
    return {
        "model": part.model,
        "title": part.title,
        "purpose": part.purpose,
        "ground": part.ground,
        "duration": part.duration,
        "entries": entries,
    }
