"""The life of an offer: where it is, what next, by whom, and the calls to its company."""

from django.shortcuts import get_object_or_404
from django.urls import NoReverseMatch, reverse
from django.utils import timezone

from offers.enums import OfferStage
from offers.forms.life import FORMS
from offers.hours import days, weeks
from offers.models import CompanyContact, Offer
from offers.workflow import COORDINATION, OFFERS, is_followed_by
from psf.wagtail_seams.screens import AdminURLFinder
from psf.workflow.cards import by_urgency, card_of
from psf.workflow.history import actions_of, events_of, folded, last_news, newest_move
from psf.workflow.kinds import kind_of
from psf.workflow.views import AssignmentView, MoveView, SubjectScreen, UndoView

SHOWN_EVENTS = 12


class OfferScreen(SubjectScreen):
    """A page about one offer: everybody who sees offers reads it, its service acts."""

    workflow = OFFERS
    permission = "offers.view_offer"
    who = COORDINATION
    header_icon = "tag"

    def get_queryset(self):
        return Offer.objects.for_gestures()

    def get_subject(self):
        return get_object_or_404(self.get_queryset(), code=self.kwargs["code"])

    def get_subject_url(self):
        return reverse("offres:life", args=[self.subject.code])

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if not self.subject:
            return items
        offer = {"url": self.get_subject_url(), "label": self.subject.code}
        if not self.get_page_title():
            return [*items, {**offer, "url": ""}]
        return [*items, offer, {"url": "", "label": self.get_page_title()}]


class LifeView(OfferScreen):
    template_name = "offers/life/life.html"

    def get_queryset(self):
        return Offer.objects.for_life()

    def get(self, request, *args, **kwargs):
        return self.show()

    def get_header_title(self):
        return f"Vie de l'offre {self.subject.code}" if self.subject else "Offre"

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**kwargs)
        offer, user = self.subject, self.request.user
        if offer is None:
            return context
        follows = is_followed_by(offer, user) and user.has_perm("offers.change_offer")
        choices = self.workflow.choices(offer, user)
        read_only = _shared_refusal(choices)
        events = list(events_of(offer))
        history = folded(events)
        newest = newest_move(offer)
        cards = [
            card_of(
                action,
                user,
                subject=offer,
                choices=[] if read_only else choices,
                elsewhere=search_of(action, offer) if follows else None,
            )
            for action in actions_of(offer).open().oldest_first()
        ]
        in_cards = {step for card in cards for step in card.steps}
        placements = list(
            offer.placements.select_related("youth", "tutor", "host_slot")
            if user.has_perm("matching.view_placement")
            else ()
        )
        finder = AdminURLFinder(user)
        return {
            **context,
            "offer": offer,
            "contract": offer.contract,
            **by_urgency(cards),
            "read_only": read_only,
            "follows": follows,
            "choice_groups": []
            if read_only
            else grouped(choice for choice in choices if choice not in in_cards),
            "one_tap": {
                choice.transition.name
                for choice in choices
                if choice.transition.name not in FORMS and choice.transition.reasons is None
            },
            "seen": newest.pk if newest else "",
            "undo_event": None if read_only else self.workflow.last_transition(offer),
            "undo_refusal": self.workflow.undo_refusal(offer, user),
            "last_event": last_news(events),
            "history": history[:SHOWN_EVENTS],
            "older_history": history[SHOWN_EVENTS:],
            "contacts": CompanyContact.objects.filter(company=offer.company_id).reachable(),
            "call_url": address("suivi:offer_call", code=offer.code) if follows else None,
            "hours": hours_of(offer.budget),
            "slots": slots_of(offer, placements, may_propose=follows),
            "placements": placements,
            "record_url": finder.get_edit_url(offer),
            "company_sheet_url": address("suivi:offer_fiche", code=offer.code),
            "today": timezone.localdate(),
        }


class OfferMoveView(OfferScreen, MoveView):
    forms = FORMS


class OfferUndoView(OfferScreen, UndoView):
    pass


class OfferAssignmentView(OfferScreen, AssignmentView):
    pass


def search_of(action, offer) -> tuple[str, str] | None:
    """(label, address) of the list that an action of the offer asks for; None where there is none."""
    search = kind_of(action.verb).search
    url = address(search.address, code=offer.code) if search else None
    return (search.label, url) if url else None


def address(name: str, **kwargs) -> str | None:
    """An address of the app above, which this one does not import; None where it is absent."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return None


def grouped(choices) -> list[tuple[str, list]]:
    """Moves by what they do: forward, or stop (those that ask why)."""
    groups = {"Faire avancer": [], "Arrêter": []}
    for choice in choices:
        groups["Arrêter" if choice.transition.reasons else "Faire avancer"].append(choice)
    return [(name, found) for name, found in groups.items() if found]


def slots_of(offer, placements, *, may_propose) -> list[dict]:
    """Each slot, free or busy: by whom only when the reader follows that young person."""
    held = {placement.host_slot_id: placement for placement in placements if placement.is_active}
    slots = offer.slots.select_related("commune", "tutor", "host").prefetch_related("romes")
    free_to_propose = may_propose and offer.stage == OfferStage.AVAILABLE
    return [
        {
            "slot": slot,
            "placement": held.get(slot.pk),
            "propose_url": address("suivi:rapprocher_slot", code=slot.code)
            if free_to_propose and slot.active and not slot.busy
            else None,
        }
        for slot in slots
    ]


def hours_of(budget) -> list[tuple[str, int, str]]:
    """(what, hours, the same in days and weeks)."""
    rows = [
        ("dues", budget.total),
        ("réservées", budget.reserved),
        ("consommées", budget.consumed),
        ("restantes", budget.left),
    ]
    if budget.exceeded:
        rows.append(("au-delà de la clause", budget.exceeded))
    return [
        (name, hours, f"{days(hours)}, {weeks(hours)}" if hours else "") for name, hours in rows
    ]


def _shared_refusal(choices) -> str | None:
    """The reason that closes several moves alike: the reader reads, and is told why once."""
    reasons = {choice.refusal for choice in choices}
    return reasons.pop() if len(choices) > 1 and len(reasons) == 1 else None
