"""Why what was typed for a move on a placement is refused, in French."""

from datetime import timedelta

from django.utils import timezone

from matching.enums import Party, PlacementStage, Said, SilenceReason, WayOn
from matching.models import Signature
from matching.placements import profile
from matching.ranking.calendar import periods_of, problems_of
from offers.enums import Calibre
from psf.documents.enums import FileKind
from psf.french.days import numeric
from psf.workflow.machine import Move

HEARD = (Said.PHONE, Said.PERSON, Said.PAPER)
TOLD = (*HEARD, Said.LINK)
AGREEMENT_MISSING = (
    "Il manque l'accord du jeune pour cette entreprise : demandez-le par son lien, ou dites comment"
    " et quand il l'a donné."
)


def what_was_shown_is_what_leaves(move: Move) -> str | None:
    """`shown` is the imprint of what the person had on screen; none where there was no screen."""
    shown = move.data.get("shown")
    if shown and shown != profile.imprint(move.subject):
        return (
            "Le profil a changé depuis que cette page est affichée : relisez-le, puis recommencez."
        )
    return None


def youth_agrees(move: Move) -> str | None:
    """Given by their link, noted before, or said now: to whom, how, on what day."""
    if move.guest is not None or profile.agreement_of(move.subject):
        return None
    data = move.data
    if data.get("agreed_by") not in HEARD or not data.get("agreed_on"):
        return AGREEMENT_MISSING
    if data["agreed_on"] > move.today:
        return "La date de l'accord est à venir."
    if data["agreed_on"] < move.subject.reserved_on:
        return (
            "L'accord porte sur cette entreprise : il ne précède pas la réservation du"
            f" {numeric(move.subject.reserved_on)}."
        )
    return None


def guardian_is_told(move: Move) -> str | None:
    """A minor's guardian knows which company will read the profile, before it leaves."""
    placement, data = move.subject, move.data
    if not placement.youth.is_minor:
        return None
    day, how = (
        data.get("guardian_told_on") or placement.guardian_told_on,
        data.get("guardian_told_by") or placement.guardian_told_by,
    )
    if not day or how not in TOLD:
        return "Le jeune est mineur : dites quand et comment son représentant légal est informé."
    if day > move.today:
        return "La date d'information du représentant légal est à venir."
    if day < placement.reserved_on:
        return (
            "Le représentant légal est informé de cette entreprise : pas avant la réservation du"
            f" {numeric(placement.reserved_on)}."
        )
    return None


def papers_are_there(move: Move) -> str | None:
    """A file that the company opens, or « remis en main propre » said in so many words."""
    placement = move.subject
    lacking = [
        str(FileKind(kind).label)
        for kind in profile.without_file(placement)
        if not move.data.get(profile.BY_HAND[kind])
    ]
    if lacking:
        return (
            f"Aucun fichier que l'entreprise puisse ouvrir : {', '.join(lacking)}. Joignez-le, ou"
            " cochez « remis en main propre »."
        )
    return None


def meeting_is_to_come(move: Move) -> str | None:
    meeting_at = move.data.get("meeting_at")
    if meeting_at is None:
        return "Indiquez la date et l'heure de la réunion."
    if timezone.localdate(meeting_at) < move.today:
        return "La date de la réunion est passée."
    return None


def new_meeting_is_to_come(move: Move) -> str | None:
    """A new date is optional after a missed meeting."""
    return meeting_is_to_come(move) if move.data.get("meeting_at") else None


def signature_is_expected(move: Move) -> str | None:
    parties = move.data.get("parties") or []
    if not parties:
        return "Choisissez qui a signé."
    unexpected = [party for party in parties if party not in move.subject.missing_signatures]
    if unexpected:
        names = ", ".join(str(Party(party).label) for party in unexpected)
        return f"Signature non attendue ou déjà enregistrée : {names}."
    if move.data["signed_on"] > move.today:
        return "La date de signature est à venir."
    return None


def signatures_by_link_are_given_up(move: Move) -> str | None:
    """New dates or hours make another convention: who signed by link will have to sign again."""
    if move.subject.stage != PlacementStage.CONVENTION or move.data.get("void_signatures"):
        return None
    if warning := link_signatures_in_words(move.subject):
        return f"{warning} Cochez la case pour le confirmer."
    return None


def link_signatures_in_words(placement) -> str:
    """« Déjà signé par lien : entreprise, jeune. Ces signatures seront annulées. », or nothing."""
    parties = [
        str(Party(signature.party).label)
        for signature in placement.signatures.all()
        if signature.medium == Signature.Medium.LINK
    ]
    if not parties:
        return ""
    return f"Déjà signé par lien : {', '.join(parties)}. Ces signatures seront annulées."


def last_day_is_possible(move: Move) -> str | None:
    last_day = move.data.get("last_day")
    if last_day is None:
        return "Indiquez le dernier jour de présence."
    if last_day > move.today:
        return "Le dernier jour de présence est à venir."
    if last_day < move.subject.started_on:
        return f"Le parcours a commencé le {numeric(move.subject.started_on)}."
    return None


def planned_end_reached(move: Move) -> str | None:
    """A parcours that stops before its last planned day is an interruption."""
    last_day = move.data.get("last_day")
    if last_day and move.subject.ends_on and last_day < move.subject.ends_on:
        return (
            f"La fin prévue est le {numeric(move.subject.ends_on)} :"
            " avant cette date, enregistrez une interruption."
        )
    return None


def new_schedule_holds(move: Move) -> str | None:
    problems = problems_of(move.subject, periods_of(move.data.get("periods", [])))
    if problems:
        return " ".join(f"{problem.sentence}." for problem in problems)
    return None


def week_is_in_presence(move: Move) -> str | None:
    week, placement = move.data["week"], move.subject
    if week.weekday() != 0:
        return "Une semaine est désignée par son lundi."
    if week > move.today:
        return "Cette semaine n'a pas commencé."
    if week + timedelta(days=6) < placement.started_on:
        return f"Le parcours a commencé le {numeric(placement.started_on)}."
    return None


def exceedance_is_possible(move: Move) -> str | None:
    """Hours may be exceeded up to six months in all (domain §2)."""
    hours = move.data.get("hours") or 0
    if hours <= move.subject.hours:
        return f"Le dépassement porte le parcours au-delà de {move.subject.hours} heures."
    if hours > Calibre.SIX_MONTHS:
        return f"Un parcours ne dépasse pas {Calibre.SIX_MONTHS} heures (6 mois)."
    return None


def incident_happened(move: Move) -> str | None:
    day = move.data["happened_on"]
    if day > move.today:
        return "La date de l'incident est à venir."
    if day < move.subject.started_on:
        return f"Le parcours a commencé le {numeric(move.subject.started_on)}."
    return None


def silence_is_explained(move: Move) -> str | None:
    if move.chosen(SilenceReason, move.data.get("silence", "")) is None:
        return "Dites pourquoi l'entreprise ne répond pas, d'après ce que l'on sait."
    return None


def way_on_is_known(move: Move) -> str | None:
    if move.chosen(WayOn, move.data.get("way_on", "")) is None:
        return "Indiquez la suite du parcours."
    return None


def opinion_is_awaited(move: Move) -> str | None:
    people = move.data.get("people") or []
    if not people:
        return "Dites quel avis est impossible."
    if any(name not in move.subject.review.awaited for name in people):
        return "Cet avis n'est plus attendu."
    return None


def refusal_is_explained(move: Move) -> str | None:
    if not move.text.strip():
        return "Dites ce qu'il faut revoir."
    return None
