"""The life of an offer: where it is, what next, by whom, and the calls to its company."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from offers.forms.life import FORMS
from offers.life.addresses import address
from offers.life.calls import OfferCallPanel
from offers.life.head import OfferHead
from offers.life.hours import hours_of_offer
from offers.life.proposals import ProposalsPanel
from offers.life.slots import OfferPlacementsPanel, SlotsPanel
from offers.models import Offer
from offers.proposals import proposals_of_company, proposals_of_contract
from offers.workflow import COORDINATION, OFFERS, is_followed_by
from psf.perimeter.scope import services_in_sight
from psf.wagtail_seams.screens import AdminURLFinder
from psf.workflow.cards import ActionCard, card_of
from psf.workflow.history import actions_of, events_of
from psf.workflow.kinds import kind_of
from psf.workflow.panels.actions import ActionsPanel
from psf.workflow.panels.events import HistoryPanel, LastEventPanel
from psf.workflow.panels.moves import MovesPanel, grouped, not_on_cards
from psf.workflow.panels.page import SubjectPage
from psf.workflow.views import AssignmentView, MoveView, SubjectScreen, UndoView

GROUPS = FORWARD, STOP = "Faire avancer", "Arrêter"


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
        return reverse("offers:life", args=[self.subject.code])

    def get_breadcrumbs_items(self):
        items = super().get_breadcrumbs_items()
        if not self.subject:
            return items
        offer = {"url": self.get_subject_url(), "label": self.subject.code}
        if not self.get_page_title():
            return [*items, {**offer, "url": ""}]
        return [*items, offer, {"url": "", "label": self.get_page_title()}]


class LifeView(OfferScreen, SubjectPage):
    forms = FORMS

    def get_queryset(self):
        return Offer.objects.for_life()

    def get_header_title(self):
        return f"Vie de l'offre {self.subject.code}" if self.subject else "Offre"

    def get_head(self):
        return OfferHead(self.subject, AdminURLFinder(self.request.user).get_edit_url(self.subject))

    def get_columns(self):
        offer, user = self.subject, self.request.user
        follows = is_followed_by(offer, user) and user.has_perm("offers.change_offer")
        choices = self.workflow.choices(offer, user)
        read_only = _shared_refusal(choices)
        if read_only:
            choices = []
        cards = cards_of(offer, user, choices, follows=follows)
        buttons = self.get_buttons(choices)
        events = list(events_of(offer))
        placements = _in_sight(offer, user)
        return [
            [
                ActionsPanel(cards, buttons, nothing="Rien : ce dossier n'attend plus personne."),
                MovesPanel(
                    grouped(not_on_cards(choices, cards), GROUPS, _group_of),
                    buttons,
                    cards=cards,
                    undo=None if read_only else self.get_undo(),
                    read_only=read_only,
                ),
            ],
            [*self.get_proposals(follows), LastEventPanel(events), OfferCallPanel(offer, follows)],
            [SlotsPanel(offer, placements, follows), OfferPlacementsPanel(placements)],
            [hours_of_offer(offer), HistoryPanel(events)],
        ]

    def get_proposals(self, follows) -> list[ProposalsPanel]:
        """Addresses that the offer's service, and who follows its contract, have to decide about."""
        offer = self.subject
        if not follows:
            return []
        waiting = proposals_of_company(offer.company, [offer.service_id])
        contract = offer.contract
        if contract and contract.service_id in services_in_sight():
            waiting += proposals_of_contract(contract)
        return [ProposalsPanel(waiting, self.get_subject_url())] if waiting else []


class OfferMoveView(OfferScreen, MoveView):
    forms = FORMS


class OfferUndoView(OfferScreen, UndoView):
    pass


class OfferAssignmentView(OfferScreen, AssignmentView):
    pass


def cards_of(offer, user, choices, *, follows: bool) -> list[ActionCard]:
    """The open actions of `offer`, with those of `choices` that do them, oldest first."""
    return [
        card_of(
            action,
            user,
            subject=offer,
            choices=choices,
            elsewhere=search_of(action, offer) if follows else None,
        )
        for action in actions_of(offer).open().oldest_first()
    ]


def search_of(action, offer) -> tuple[str, str] | None:
    """(label, address) of the list that an action of the offer asks for; None where there is none."""
    search = kind_of(action.verb).search
    url = address(search.address, code=offer.code) if search else None
    return (search.label, url) if search and url else None


def _in_sight(offer, user) -> list:
    """The parcours on this offer that the reader follows."""
    if not user.has_perm("matching.view_placement"):
        return []
    return list(offer.placements.select_related("youth", "tutor", "host_slot"))


def _group_of(choice) -> str:
    """Forward, or stop: moves that ask why."""
    return STOP if choice.transition.reasons else FORWARD


def _shared_refusal(choices) -> str | None:
    """The reason that closes several moves alike: the reader reads, and is told why once."""
    reasons = {choice.refusal for choice in choices}
    return reasons.pop() if len(choices) > 1 and len(reasons) == 1 else None
