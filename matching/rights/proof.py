"""What was done about a request, line by line with its hour, and the sheet that proves it."""

from dataclasses import dataclass
from datetime import date, datetime

from django.urls import reverse
from django.utils import timezone

from matching.enums import EndOfRecord, HiddenReason
from matching.models import Manifest, ManifestLine, RightsRequest
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.french.numbers import counted


@dataclass(frozen=True, slots=True)
class Done:
    """A line of what was done; `at` where the hour was kept, `link` (words, address) to its proof."""

    on: date
    what: str
    detail: str = ""
    at: datetime | None = None
    link: tuple[str, str] | None = None

    @property
    def when(self) -> str:
        return numeric_moment(self.at) if self.at else numeric(self.on)


def at_moment(at: datetime, what: str, detail: str = "") -> Done:
    return Done(timezone.localdate(at), what, detail, at)


def done(request: RightsRequest) -> list[Done]:
    """What was done, in order."""
    asked = ", ".join(filter(None, (request.get_way_display(), f"notée le {_noted(request)}")))
    lines = [Done(request.received_on, "Reçue", asked)]
    if request.number_shown_at:
        to = f"à {request.number_shown_to}"
        lines.append(
            at_moment(request.number_shown_at, "Numéro du dossier affiché pour rappeler", to)
        )
    if request.verified_on:
        how = f"{request.get_verified_how_display()}, par {request.verified_by}"
        lines.append(Done(request.verified_on, "Identité vérifiée", how, request.verified_at))
    if request.extended_on:
        until = f"jusqu'au {numeric(request.due_on)} : {request.extension_reason}"
        lines.append(Done(request.extended_on, "Délai prolongé", until, request.extended_at))
    if request.interest_on:
        read = "Relue dans l'intérêt du jeune"
        who = f"par {request.interest_by}"
        lines.append(Done(request.interest_on, read, who, request.interest_at))
    if request.reread_at:
        lines.append(at_moment(request.reread_at, "Copie faite", _reading(request)))
    if request.sent_at:
        lines.append(at_moment(request.sent_at, "Copie envoyée par le lien de la personne"))
    if request.others_told_on:
        lines.append(Done(request.others_told_on, "Destinataires prévenus", request.others_told))
    if request.downloaded_at:
        lines.append(at_moment(request.downloaded_at, "Copie ouverte par son lien"))
    if request.closed_on:
        lines.append(_end(request))
    return sorted(lines, key=lambda line: line.on)


def _noted(request: RightsRequest) -> str:
    by = f" par {request.recorded_by}" if request.recorded_by else ""
    return f"{numeric_moment(request.recorded_at)}{by}"


def _reading(request: RightsRequest) -> str:
    hidden = counted(request.passages_hidden, "passage masqué", "passages masqués")
    left = counted(request.files_left_out, "pièce non jointe", "pièces non jointes")
    read = counted(request.passages_read, "texte relu", "textes relus")
    why = HiddenReason(request.hidden_because).label if request.hidden_because else ""
    said = ", ".join((read, hidden, left, f"par {request.reread_by}"))
    return f"{said} ; motif : {why}" if why else said


def _end(request: RightsRequest) -> Done:
    """How a request was closed, and by whom: what its proof rests on."""
    assert request.closed_on
    line = bordereau_of(request)
    parts = (
        request.get_refusal_display(),
        request.get_handed_over_display(),
        "voies de recours dites" if request.appeal_told else "",
        f"par {request.closed_by}" if request.closed_by else "",
    )
    return Done(
        request.closed_on,
        request.outcome_in_words.capitalize(),
        ", ".join(part for part in parts if part),
        request.closed_at,
        (
            (f"bordereau {line.code}", reverse("conservation:manifest", args=[line.pk]))
            if line
            else None
        ),
    )


def bordereau_of(request: RightsRequest) -> Manifest | None:
    """By which an erasure was carried out."""
    lines = ManifestLine.objects.filter(code=request.label, rule=EndOfRecord.REQUEST)
    line = lines.select_related("manifest").order_by("-pk").first()
    return line.manifest if line else None


def facts_of(request: RightsRequest) -> list[tuple[str, str]]:
    """(what, words) of the head of its sheet; no name of who asked."""
    found = [
        ("À propos de", request.label),
        ("Droit exercé", request.get_right_display()),
        ("Demandé par", f"{request.get_asked_by_display()}, {request.get_way_display()}"),
        ("Répond", str(request.service)),
        ("À répondre avant le", numeric(request.due_on)),
        ("Où en est-on", request.state.capitalize()),
        ("Avec ses mots", request.wording),
        ("Ce qui a été corrigé", request.changes),
        ("Les faits du refus", request.refusal_facts),
        ("Ce qui retenait le dossier", request.refusal_kept),
    ]
    return [(what, words) for what, words in found if words]
