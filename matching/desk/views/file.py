"""The dossier: where a file is, what next, by whom, until when, and why a button is closed."""

from django.urls import reverse
from django.utils.functional import cached_property

from matching.documents.panel import PapersPanel
from matching.guests.panel import LinksPanel
from matching.models import Placement
from matching.placements.forms.transitions import FORMS
from matching.placements.panels.calls import FileCallPanel
from matching.placements.panels.cards import afterwards_of, cards_of
from matching.placements.panels.head import FileHead
from matching.placements.panels.hours import hours_of_file
from matching.placements.panels.moves import GROUPS, asked, group_of
from matching.placements.panels.pausing import PausePanel
from matching.placements.panels.record import SeeAlsoPanel, record_panels
from matching.placements.pausing import running_pause
from matching.placements.proposals import proposals_of_file
from matching.placements.screens import FileScreen
from matching.youths.exchanges.panel import ExchangesPanel
from offers.life.proposals import ProposalsPanel
from psf.wagtail_seams.screens import get_valid_next_url_from_request
from psf.workflow.actors import capacity
from psf.workflow.history import events_of
from psf.workflow.panels.actions import ActionsPanel, AfterwardsPanel
from psf.workflow.panels.events import HistoryPanel, LastEventPanel
from psf.workflow.panels.moves import MovesPanel, grouped, not_on_cards
from psf.workflow.panels.page import SubjectPage


class FileView(FileScreen, SubjectPage):
    forms = FORMS

    def get_queryset(self):
        return Placement.objects.for_file()

    def get_header_title(self):
        return f"Dossier {self.subject.code}" if self.subject else "Dossier"

    def get_head(self):
        return FileHead(self.subject, self.youth_url)

    def get_columns(self):
        placement, user = self.subject, self.request.user
        choices = self.workflow.choices(placement, user)
        cards = cards_of(placement, user, choices)
        buttons = self.get_buttons(choices)
        events = list(events_of(placement))
        pause = self.get_pause()
        return [
            [
                *self.get_proposals(),
                *([pause] if pause and pause.pause else []),
                ActionsPanel(
                    cards,
                    buttons,
                    nothing="Rien : ce dossier n'attend plus personne.",
                    afterwards=self.get_afterwards(),
                ),
                MovesPanel(
                    grouped(asked(not_on_cards(choices, cards)), GROUPS, group_of),
                    buttons,
                    cards=cards,
                    undo=self.get_undo(),
                ),
                *([pause] if pause and not pause.pause else []),
            ],
            [
                LastEventPanel(events),
                FileCallPanel(placement, get_valid_next_url_from_request(self.request)),
            ],
            [
                ExchangesPanel(placement.youth, user, self.get_subject_url(), but=placement),
                HistoryPanel(events),
            ],
            [
                hours_of_file(placement),
                PapersPanel(placement, user),
                *record_panels(placement, may=self.may_follow),
                LinksPanel(placement, self.get_subject_url()),
                SeeAlsoPanel(placement, self.youth_url),
            ],
        ]

    def get_proposals(self) -> list[ProposalsPanel]:
        waiting = proposals_of_file(self.subject)
        return [ProposalsPanel(waiting, self.get_subject_url())] if waiting else []

    def get_pause(self) -> PausePanel | None:
        """Its mark stands first, the button to suspend last."""
        placement = self.subject
        if not placement.is_open:
            return None
        pause, may = running_pause(placement), self.may_follow
        return PausePanel(placement, pause, may) if pause or may else None

    @cached_property
    def may_follow(self) -> bool:
        return capacity(self.request.user, self.who) is not None

    def get_afterwards(self) -> AfterwardsPanel | None:
        placement = self.subject
        if placement.is_open:
            return None
        cards = afterwards_of(placement, self.request.user)
        heading = f"Ensuite, pour {placement.youth.initials} et pour l'offre"
        return AfterwardsPanel(heading, cards) if cards else None

    @cached_property
    def youth_url(self) -> str | None:
        """The young person's record, for who may change it."""
        """The record to read; who may change it finds the form there."""
        if not self.request.user.has_perm("matching.view_youth"):
            return None
        return reverse("wagtailsnippets_matching_youth:inspect", args=[self.subject.youth_id])
