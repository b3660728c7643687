"""The dossier: where a file is, what next, by whom, until when, and why a button is closed."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from matching.desk.views.calls import contacts_to_call
from matching.documents.papers import papers_of
from matching.enums import NEGATIVE, Party, PlacementStage
from matching.models import Placement
from matching.placements.approvals import NOT_ASKED
from matching.placements.forms.calls import CallForm
from matching.placements.forms.transitions import in_one_tap
from matching.placements.gratification import gratification_of
from matching.placements.screens import FileScreen
from matching.youths.actions import PROPOSE_PLACEMENT
from offers.hours import days, weeks
from psf.wagtail_seams.screens import AdminURLFinder
from psf.workflow.cards import by_urgency, card_of
from psf.workflow.history import actions_of, events_of, folded, last_news, newest_move

Stage = PlacementStage
SHOWN_EVENTS = 12


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the frise: `state` is said in words too."""

    label: str
    state: str  # done, now, next, ended
    words: str
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Tick:
    """A document: ready or not, since when."""

    label: str
    day: date | None


class DossierView(FileScreen):
    template_name = "matching/dossier/dossier.html"

    def get_queryset(self):
        return Placement.objects.for_dossier()

    def get(self, request, *args, **kwargs):
        return self.show()

    def get_header_title(self):
        return f"Dossier {self.subject.code}" if self.subject else "Dossier"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        placement, user = self.subject, self.request.user
        if placement is None:
            return context
        choices = self.workflow.choices(placement, user)
        events = list(events_of(placement))
        history = folded(events)
        newest = newest_move(placement)
        cards = [
            card_of(action, user, subject=placement, choices=choices)
            for action in actions_of(placement).open().oldest_first()
        ]
        in_cards = {step for card in cards if not card.is_waiting for step in card.steps}
        contacts = contacts_to_call(placement)
        finder = AdminURLFinder(user)
        return {
            **context,
            "placement": placement,
            "youth": placement.youth,
            "guardians": placement.youth.guardians.all(),
            "slot": placement.host_slot,
            "offer": placement.offer,
            "steps": frise(placement),
            **by_urgency(cards),
            "choice_groups": grouped(
                choice
                for choice in choices
                if choice not in in_cards and choice.refusal != NOT_ASKED
            ),
            "undo_refusal": self.workflow.undo_refusal(placement, user),
            "undo_event": self.workflow.last_transition(placement),
            "seen": newest.pk if newest else "",
            "last_event": last_news(events),
            "history": history[:SHOWN_EVENTS],
            "older_history": history[SHOWN_EVENTS:],
            "call_form": CallForm(contacts=contacts, prefix=None, auto_id="appel_%s"),
            "call_url": reverse("suivi:call", args=[placement.code]),
            "hours": hours_of(placement),
            "presence_hours": sum(row.hours for row in placement.attendances.all()),
            "gratification": gratification_of(placement),
            "documents": documents_of(placement),
            "papers": papers_of(placement, user),
            "signatures": signatures_of(placement),
            "review": getattr(placement, "review", None),
            "youth_url": finder.get_edit_url(placement.youth),
            "offer_url": reverse("offres:life", args=[placement.offer.code]),
            "afterwards": [] if placement.is_open else self.afterwards(),
            "one_tap": {
                choice.transition.name for choice in choices if in_one_tap(choice.transition)
            },
            "today": timezone.localdate(),
        }

    def afterwards(self) -> list:
        """What an ended file leaves to do, for the young person and for the offer."""
        youth, offer, user = self.subject.youth, self.subject.offer, self.request.user
        offer_link = ("Voir l'offre", reverse("offres:life", args=[offer.code]))
        search = ("Chercher une place", reverse("suivi:rapprocher", args=[youth.code]))
        return [
            *(
                card_of(
                    action,
                    user,
                    elsewhere=search if action.verb == PROPOSE_PLACEMENT.verb else None,
                )
                for action in actions_of(youth).open().oldest_first()
            ),
            *(
                card_of(action, user, elsewhere=offer_link)
                for action in actions_of(offer).open().oldest_first()
            ),
        ]


def frise(placement: Placement) -> list[Step]:
    """The stages of a file that goes well; a file that ended stops where it did."""
    days_of = {
        Stage.RESERVED: placement.reserved_on,
        Stage.SENT: placement.sent_on,
        Stage.MEETING: placement.meeting_held_on
        or (timezone.localdate(placement.meeting_at) if placement.meeting_at else None),
        Stage.CONVENTION: placement.accepted_on,
        Stage.IN_COMPANY: placement.started_on,
        Stage.REVIEW: placement.presence_ended_on,
        Stage.CLOSED: placement.closed_on,
    }
    if placement.stage in NEGATIVE:
        done = [stage for stage in days_of if days_of[stage] and stage != Stage.CLOSED]
        steps = [Step(stage.label, "done", _ticked(stage), days_of[stage]) for stage in done]
        label = Stage(placement.stage).label
        return [*steps, Step(label, "ended", "dossier terminé", placement.closed_on)]
    order = list(days_of)
    now = order.index(Stage(placement.stage))
    finished = placement.stage == Stage.CLOSED
    return [
        Step(
            stage.label,
            "done" if rank < now or finished else "now" if rank == now else "next",
            _ticked(stage) if rank < now or finished else "en cours" if rank == now else "à venir",
            days_of[stage] if rank <= now else None,
        )
        for rank, stage in enumerate(order)
    ]


def _ticked(stage) -> str:
    """What happened on the day shown under a stage that is over."""
    return {Stage.CONVENTION: "accepté", Stage.IN_COMPANY: "commencé"}.get(stage, "fait")


def grouped(choices) -> list[tuple[str, list]]:
    """Moves by what they do: forward, keep up to date, stop."""
    groups = {"Faire avancer": [], "Tenir à jour": [], "Arrêter": []}
    for choice in choices:
        target = choice.transition.target
        if target is None:
            groups["Tenir à jour"].append(choice)
        elif target in NEGATIVE or choice.transition.name == "interrupt":
            groups["Arrêter"].append(choice)
        else:
            groups["Faire avancer"].append(choice)
    return [(name, found) for name, found in groups.items() if found]


def hours_of(placement: Placement) -> list[tuple[str, int, str]]:
    """(what, hours, the same in days and weeks)."""
    rows = [
        ("prévues", placement.hours),
        ("réservées sur l'offre", placement.hours_reserved),
        ("consommées", placement.hours_consumed),
        ("au-delà de la clause", placement.hours_exceeded),
    ]
    return [
        (name, hours, f"{days(hours)}, {weeks(hours)}" if hours else "")
        for name, hours in rows
        if hours or name != "au-delà de la clause"
    ]


def documents_of(placement: Placement) -> list[Tick]:
    youth = placement.youth
    review = getattr(placement, "review", None)
    ticks = [
        Tick("Notice remise au jeune", youth.notice_given_on),
        Tick("CV", placement.cv_ready_on),
        Tick("Lettre", placement.letter_ready_on),
    ]
    if youth.is_minor:
        ticks.insert(1, Tick("Notice remise au représentant légal", youth.guardian_notice_given_on))
    return [
        *ticks,
        Tick("Bilan croisé terminé", review.completed_on if review else None),
        Tick("Bilan remis à l'acheteur", review.sent_to_buyer_on if review else None),
    ]


def signatures_of(placement: Placement) -> list[Tick]:
    signed = {signature.party: signature for signature in placement.signatures.all()}
    return [_signature(party, signed.get(party)) for party in placement.required_parties]


def _signature(party, signature) -> Tick:
    label = str(Party(party).label)
    if signature is None:
        return Tick(label, None)
    return Tick(f"{label}, {signature.get_medium_display()}", signature.signed_on)
