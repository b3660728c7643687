"""The life of a placement, from reservation to bilan. Nothing else changes its stage.

Who says what a company decided: a tutor or coordinator, « au nom de l'entreprise », until the
company answers by its own link.
"""

from matching.enums import (
    ExtensionReason,
    InterruptedReason,
    MissedReason,
    NoOpinionReason,
    NotRetainedReason,
    PlacementStage,
    WithdrawnReason,
)
from matching.messages import news
from matching.models import Attendance, Placement, Signature
from matching.placements import checks, guards
from matching.placements.effects import (
    convention,
    ending,
    hours,
    meeting,
    presence,
    proposal,
    review,
)
from matching.placements.locks import lock_placement
from matching.placements.replies.table import REPLIES
from offers.models import HostSlot, OfferBudget
from psf.workflow.enums import COORDINATING, Actor
from psf.workflow.machine import Transition, Workflow

Stage = PlacementStage
FOLLOWERS = frozenset({Actor.TUTOR}) | COORDINATING
COMPANY = frozenset({Actor.COMPANY})
CLOCK = frozenset({Actor.CLOCK})


def at(*stages) -> frozenset:
    return frozenset(stages)


TRANSITIONS = [
    # réservé
    Transition(
        name="prepare",
        label="Préparer le dossier",
        done="Dossier complété",
        sources=at(Stage.RESERVED),
        target=None,
        who=FOLLOWERS,
        effects=(proposal.prepare,),
    ),
    Transition(
        name="extend",
        label="Prolonger la réservation",
        done="Réservation prolongée",
        sources=at(Stage.RESERVED),
        target=None,
        who=FOLLOWERS,
        guards=(guards.not_extended_yet,),
        effects=(proposal.extend,),
        reasons=ExtensionReason,
    ),
    Transition(
        name="send",
        label="Transmettre à l'entreprise",
        done="Profil transmis à l'entreprise",
        sources=at(Stage.RESERVED),
        target=Stage.SENT,
        who=FOLLOWERS,
        guards=(
            guards.sending_is_approved,
            guards.notice_given,
            guards.presentation_written,
            guards.documents_ready,
            guards.offer_is_available,
            guards.company_can_be_reached,
        ),
        effects=(proposal.send,),
    ),
    Transition(
        name="expire",
        label="Libérer la réservation échue",
        done="Réservation libérée : échéance passée",
        sources=at(Stage.RESERVED),
        target=Stage.EXPIRED,
        who=CLOCK,
        guards=(guards.reservation_is_over,),
        effects=(
            ending.end_by_clock,
            hours.free_hours,
        ),
        afterwards=(ending.leave_slot, ending.propose_again),
    ),
    # transmis
    Transition(
        name="plan_meeting",
        label="Fixer la réunion de présentation",
        done="Réunion de présentation fixée",
        sources=at(Stage.SENT),
        target=Stage.MEETING,
        who=COMPANY,
        checks=(checks.meeting_is_to_come,),
        effects=(meeting.set_meeting,),
    ),
    Transition(
        name="send_commitment",
        label="Envoyer le rappel d'engagement",
        done="Rappel d'engagement envoyé à l'entreprise",
        sources=at(Stage.SENT),
        target=None,
        who=COORDINATING,
        guards=(guards.commitment_is_to_be_recalled, guards.company_can_be_written_to),
        effects=(proposal.recall_commitment,),
    ),
    Transition(
        name="release",
        label="Libérer, l'entreprise ne répond pas",
        done="Libéré sans réponse de l'entreprise",
        sources=at(Stage.SENT),
        target=Stage.UNANSWERED,
        who=CLOCK,
        guards=(guards.company_is_silent,),
        effects=(
            ending.end_by_clock,
            hours.free_hours,
        ),
        afterwards=(ending.leave_slot, ending.propose_again),
    ),
    # réunion
    Transition(
        name="accept",
        label="Réunion tenue : accepté",
        done="Jeune accepté par l'entreprise",
        sources=at(Stage.MEETING),
        target=Stage.CONVENTION,
        who=COMPANY,
        guards=(guards.meeting_day_has_come,),
        effects=(meeting.remember_meeting_held, meeting.accept),
    ),
    Transition(
        name="adapt",
        label="Réunion tenue : à adapter, se revoir",
        done="Réunion tenue, parcours à adapter : nouvelle réunion fixée",
        sources=at(Stage.MEETING),
        target=None,
        who=COMPANY,
        guards=(guards.meeting_day_has_come,),
        checks=(checks.meeting_is_to_come,),
        effects=(meeting.remember_meeting_held, meeting.meet_again),
    ),
    Transition(
        name="postpone",
        label="Reporter la réunion",
        done="Réunion reportée",
        sources=at(Stage.MEETING),
        target=None,
        who=FOLLOWERS | COMPANY,
        checks=(checks.meeting_is_to_come,),
        effects=(meeting.meet_again,),
    ),
    Transition(
        name="missed",
        label="Réunion manquée",
        done="Réunion manquée",
        sources=at(Stage.MEETING),
        target=None,
        who=FOLLOWERS,
        guards=(guards.meeting_day_has_come,),
        checks=(checks.new_meeting_is_to_come,),
        effects=(meeting.miss_meeting,),
        reasons=MissedReason,
    ),
    Transition(
        name="not_retained",
        label="Non retenu par l'entreprise",
        done="Jeune non retenu",
        sources=at(Stage.SENT, Stage.MEETING),
        target=Stage.NOT_RETAINED,
        who=COMPANY,
        effects=(
            ending.remember_end_reason,
            hours.free_hours,
        ),
        afterwards=(ending.leave_slot, ending.propose_again),
        reasons=NotRetainedReason,
    ),
    # convention
    Transition(
        name="schedule",
        label="Fixer les dates et l'emploi du temps",
        done="Dates et emploi du temps fixés",
        sources=at(Stage.CONVENTION, Stage.IN_COMPANY),
        target=None,
        who=FOLLOWERS,
        checks=(checks.new_schedule_holds, checks.signatures_by_link_are_given_up),
        effects=(convention.set_schedule,),
    ),
    Transition(
        name="ask_signatures",
        label="Envoyer la convention à signer",
        done="Convention envoyée à signer",
        sources=at(Stage.CONVENTION),
        target=None,
        who=FOLLOWERS,
        guards=(guards.signatures_are_missing, guards.schedule_holds),
        effects=(convention.freeze_convention,),
    ),
    Transition(
        name="sign",
        label="Enregistrer des signatures",
        done="Signature de la convention enregistrée",
        sources=at(Stage.CONVENTION),
        target=None,
        who=FOLLOWERS,
        guards=(guards.signatures_are_missing,),
        checks=(checks.signature_is_expected,),
        effects=(convention.sign,),
        guests=frozenset({Actor.COMPANY, Actor.SCHOOL, Actor.YOUTH, Actor.GUARDIAN}),
    ),
    Transition(
        name="exceed",
        label="Enregistrer un dépassement d'heures",
        done="Dépassement d'heures accepté par l'entreprise",
        sources=at(Stage.CONVENTION, Stage.IN_COMPANY),
        target=None,
        who=COMPANY,
        checks=(checks.exceedance_is_possible, checks.signatures_by_link_are_given_up),
        effects=(convention.exceed_hours,),
        afterwards=(ending.settle_offer,),
    ),
    Transition(
        name="start",
        label="Commencer en entreprise",
        done="Parcours commencé en entreprise",
        sources=at(Stage.CONVENTION),
        target=Stage.IN_COMPANY,
        who=FOLLOWERS,
        guards=(
            guards.start_is_approved,
            guards.schedule_holds,
            guards.ends_in_firm_period,
            guards.everybody_signed,
            guards.first_day_has_come,
        ),
        effects=(presence.start,),
    ),
    # réservé et convention, où une approbation est demandée
    Transition(
        name="approve",
        label="Approuver",
        done="Approuvé",
        sources=at(Stage.RESERVED, Stage.CONVENTION),
        target=None,
        who=COORDINATING,
        guards=(guards.approval_is_asked, guards.may_approve),
        effects=(proposal.approve,),
    ),
    Transition(
        name="refuse_approval",
        label="Refuser l'approbation",
        done="Approbation refusée, dossier à revoir",
        sources=at(Stage.RESERVED, Stage.CONVENTION),
        target=None,
        who=COORDINATING,
        guards=(guards.approval_is_asked, guards.may_approve),
        checks=(checks.refusal_is_explained,),
        effects=(proposal.refuse_approval,),
    ),
    # réservé à convention
    Transition(
        name="withdraw",
        label="Retirer la proposition",
        done="Proposition retirée",
        sources=at(Stage.RESERVED, Stage.SENT, Stage.MEETING, Stage.CONVENTION),
        target=Stage.WITHDRAWN,
        who=FOLLOWERS,
        effects=(
            ending.remember_end_reason,
            hours.free_hours,
        ),
        afterwards=(ending.leave_slot, ending.propose_again),
        reasons=WithdrawnReason,
    ),
    # en entreprise
    Transition(
        name="check_in",
        label="Point fait avec le tuteur entreprise",
        done="Point fait avec le tuteur entreprise",
        sources=at(Stage.IN_COMPANY),
        target=None,
        who=FOLLOWERS,
        effects=(presence.check_in,),
    ),
    Transition(
        name="presence",
        label="Enregistrer la présence d'une semaine",
        done="Présence de la semaine enregistrée",
        sources=at(Stage.IN_COMPANY, Stage.REVIEW),
        target=None,
        who=FOLLOWERS,
        checks=(checks.week_is_in_presence,),
        effects=(presence.record_presence,),
    ),
    Transition(
        name="incident",
        label="Signaler un incident",
        done="Incident signalé",
        sources=at(Stage.IN_COMPANY),
        target=None,
        who=FOLLOWERS,
        checks=(checks.incident_happened,),
        effects=(presence.record_incident,),
    ),
    Transition(
        name="finish",
        label="Fin de la présence",
        done="Présence terminée",
        sources=at(Stage.IN_COMPANY),
        target=Stage.REVIEW,
        who=FOLLOWERS,
        checks=(checks.last_day_is_possible, checks.planned_end_reached),
        effects=(hours.consume_planned,),
        afterwards=(ending.leave_slot, ending.see_youth_after_presence),
    ),
    Transition(
        name="interrupt",
        label="Interrompre le parcours",
        done="Parcours interrompu",
        sources=at(Stage.IN_COMPANY),
        target=Stage.REVIEW,
        who=FOLLOWERS,
        checks=(checks.last_day_is_possible,),
        effects=(hours.consume_weeks_begun,),
        afterwards=(ending.leave_slot, ending.see_youth_after_presence),
        reasons=InterruptedReason,
    ),
    # bilan
    Transition(
        name="review",
        label="Compléter le bilan croisé",
        done="Saisie du bilan croisé enregistrée",
        sources=at(Stage.IN_COMPANY, Stage.REVIEW),
        target=None,
        who=FOLLOWERS,
        effects=(review.fill_review,),
    ),
    Transition(
        name="give_up_opinion",
        label="Dire qu'un avis est impossible",
        done="Avis impossible au bilan croisé",
        sources=at(Stage.REVIEW),
        target=None,
        who=FOLLOWERS,
        guards=(guards.an_opinion_is_awaited,),
        checks=(checks.opinion_is_awaited,),
        effects=(review.give_up_opinion,),
        reasons=NoOpinionReason,
    ),
    Transition(
        name="close",
        label="Clôturer et remettre le bilan à l'acheteur",
        done="Parcours clôturé, bilan remis à l'acheteur",
        sources=at(Stage.REVIEW),
        target=Stage.CLOSED,
        who=FOLLOWERS,
        guards=(guards.review_is_complete,),
        checks=(checks.way_on_is_known,),
        effects=(review.close_file,),
        afterwards=(ending.go_on,),
    ),
    *REPLIES,
]


PLACEMENTS = Workflow(
    model=Placement,
    stages=PlacementStage,
    transitions=TRANSITIONS,
    lock=lock_placement,
    about="placement",
    instead_of_undo="Cette étape ne s'annule pas : retirez plutôt la proposition.",
    tell=news.tell,
    untell=news.untell,
    conflicts=(OfferBudget, HostSlot, Attendance, Signature),
)
