"""Why a move on a placement is closed, each reason once, in French.

Guards read the placement alone and decide whether a button is open; what was typed is in checks.
"""

from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import recipients
from matching.placements import approvals, profile
from matching.placements.actions.sent import COMMITMENT_REMINDER
from matching.ranking.calendar import periods_of, problems_of
from offers.enums import OfferStage
from offers.models import CompanyContact
from psf.french.days import numeric
from psf.french.phrases import listed
from psf.workflow.actors import actors_of
from psf.workflow.at_hand import open_actions_of
from psf.workflow.enums import Actor
from psf.workflow.machine import Move
from psf.workflow.policies.effective import policy_of


def not_extended_yet(move: Move) -> str | None:
    if move.subject.extended:
        return "La réservation a déjà été prolongée : transmettez le dossier ou retirez-le."
    return None


def notice_given(move: Move) -> str | None:
    youth = move.subject.youth
    if not youth.notice_given_on:
        return "Remettez d'abord la notice d'information au jeune."
    if youth.is_minor and not youth.guardian_notice_given_on:
        return "Le jeune est mineur : remettez aussi la notice à son représentant légal."
    return None


def young_person_does_not_oppose(move: Move) -> str | None:
    opposed_on = move.subject.youth.opposed_on
    if opposed_on:
        return f"Le jeune s'oppose à l'usage de ses données depuis le {numeric(opposed_on)}."
    return None


def presentation_written(move: Move) -> str | None:
    if not move.subject.goals:
        return "Écrivez d'abord la présentation avec le jeune : ses objectifs."
    return None


def documents_ready(move: Move) -> str | None:
    missing = []
    if not move.subject.cv_ready_on:
        missing.append("CV")
    if not move.subject.letter_ready_on:
        missing.append("lettre")
    if missing:
        return f"Il manque au dossier : {', '.join(missing)}."
    return None


def offer_is_available(move: Move) -> str | None:
    if move.subject.offer.stage != OfferStage.AVAILABLE:
        return f"L'offre n'est plus disponible ({move.subject.offer.get_stage_display()})."
    return None


def company_can_be_reached(move: Move) -> str | None:
    company = move.subject.host_slot.hosting_company
    people = CompanyContact.objects.filter(company=company)
    if not people.reachable_for(move.subject.service_id).exists():
        return "L'entreprise n'a plus de contact : ajoutez-en un."
    return None


def reservation_is_over(move: Move) -> str | None:
    if move.subject.reserved_until >= move.today:
        return f"La réservation court jusqu'au {numeric(move.subject.reserved_until)}."
    return None


def meeting_has_a_date(move: Move) -> str | None:
    if move.subject.meeting_at is None:
        return "Fixez d'abord une date de réunion."
    return None


def meeting_day_has_come(move: Move) -> str | None:
    if refusal := meeting_has_a_date(move):
        return refusal
    day = timezone.localdate(move.subject.meeting_at)
    if day > move.today:
        return f"La réunion est prévue le {numeric(day)} : décidez après l'avoir tenue."
    return None


def signatures_are_missing(move: Move) -> str | None:
    if not move.subject.missing_signatures:
        return "Tout le monde a signé."
    return None


def everybody_signed(move: Move) -> str | None:
    if missing := move.subject.missing_signatures:
        names = ", ".join(str(party.label) for party in missing)
        return f"Signatures manquantes : {names}."
    return None


def schedule_holds(move: Move) -> str | None:
    placement = move.subject
    problems = problems_of(placement, periods_of(placement.periods.all()))
    if problems:
        return f"Emploi du temps : {problems[0].sentence}."
    if placement.school_id is None:
        return "Choisissez l'établissement support qui signe la convention."
    return None


def ends_in_firm_period(move: Move) -> str | None:
    placement, end = move.subject, move.subject.offer.firm_end
    if end and placement.ends_on and placement.ends_on > end:
        return f"Le parcours finit après la période ferme du marché ({numeric(end)})."
    return None


def first_day_has_come(move: Move) -> str | None:
    if move.subject.starts_on and move.subject.starts_on > move.today:
        return f"Le premier jour est le {numeric(move.subject.starts_on)}."
    return None


def company_is_silent(move: Move) -> str | None:
    since = move.subject.silent_from()
    if since is None:
        return "L'entreprise a répondu."
    last = policy_of(move.subject).add(since, "release_days")
    if move.today < last:
        return f"L'entreprise est attendue jusqu'au {numeric(last)}."
    return None


def silence_is_long(move: Move) -> str | None:
    """Once released, or once the company is to be called again."""
    if move.subject.stage == PlacementStage.UNANSWERED:
        return None
    since = move.subject.silent_from()
    if since is None:
        return "L'entreprise a répondu."
    day = policy_of(move.subject).add(since, "remind_days")
    if move.today < day:
        return f"L'entreprise a encore le temps de répondre : elle est relancée le {numeric(day)}."
    return None


def commitment_is_to_be_recalled(move: Move) -> str | None:
    asked = COMMITMENT_REMINDER.verb
    if not any(action.verb == asked for action in open_actions_of(move.subject)):
        return (
            "Le rappel d'engagement vient après les relances : il n'est pas à envoyer aujourd'hui."
        )
    return None


def company_can_be_written_to(move: Move) -> str | None:
    contacts = recipients.company_contacts(move.subject)
    if not any(recipients.reaches(contact.known) for contact in contacts):
        return (
            "Aucun contact n'a d'adresse à laquelle écrire : complétez-en une, ou envoyez la lettre"
            " des documents à produire puis dites « Fait »."
        )
    return None


def sending_is_approved(move: Move) -> str | None:
    return approvals.missing(move.subject, "send")


def start_is_approved(move: Move) -> str | None:
    return approvals.missing(move.subject, "start")


def approval_is_asked(move: Move) -> str | None:
    if approvals.at_stake(move.subject) is None:
        return approvals.NOT_ASKED
    return None


def may_approve(move: Move) -> str | None:
    """The level that the policy names, or a higher one; never who asks."""
    placement = move.subject
    kind = approvals.at_stake(placement)
    wanted = policy_of(placement).approver(kind.approves)
    action = approvals.pending(placement)
    if action is not None:
        wanted = Actor(action.actor)
    if actors_of(move.by).isdisjoint(approvals.entitled(wanted)):
        return f"À approuver par : {wanted.label}, ou le niveau au-dessus."
    if move.by and move.by.pk in approvals.askers(placement, kind.approves):
        return (
            "Vous suivez ce dossier ou l'avez rempli : l'approbation revient à quelqu'un d'autre"
            f" ({wanted.label}, ou le niveau au-dessus)."
        )
    return None


def approved_content_exists(move: Move) -> str | None:
    """Nobody approves what is not written yet."""
    kind = approvals.at_stake(move.subject)
    for guard in WRITTEN[kind.approves]:
        if refusal := guard(move):
            return f"Rien à approuver encore. {refusal}"
    return None


WRITTEN = {"send": (presentation_written, documents_ready), "start": (schedule_holds,)}


def agreement_is_missing(move: Move) -> str | None:
    if agreement := profile.agreement_of(move.subject):
        return f"Le jeune est déjà d'accord : {agreement}."
    return None


def youth_can_be_written_to(move: Move) -> str | None:
    if not recipients.youth(move.subject.youth).way(has_sms=True)[1]:
        return "Ni adresse électronique ni mobile pour ce jeune : demandez-lui de vive voix."
    return None


def review_is_complete(move: Move) -> str | None:
    review = move.subject.review
    if review.is_complete:
        return None
    ways = "complétez-les, ou dites pourquoi un avis est impossible"
    if not review.lines.all():
        who = "les trois avis" if not review.opinions_given_up else listed(review.missing_opinions)
        return f"Le bilan croisé attend au moins une compétence, avec {who} : {ways}."
    return f"Avis encore attendus au bilan croisé : {', '.join(review.missing_opinions)} ; {ways}."


def an_opinion_is_awaited(move: Move) -> str | None:
    if move.subject.review.is_complete:
        return "Tous les avis sont donnés, ou dits impossibles."
    return None
