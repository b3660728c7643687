"""What was written in a file: presentation, dates, presence, bilan; and where to read on."""

from dataclasses import dataclass

from django.urls import reverse
from wagtail.admin.ui.components import Component

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.forms.convention import FORMERS_SHOWN


@dataclass(frozen=True)
class FilePanel(Component):
    placement: Placement


class PresentationPanel(FilePanel):
    """What the company was told of the young person."""

    template_name = "matching/file/presentation.html"

    def get_context_data(self, parent_context=None):
        written = [
            ("objectifs", self.placement.goals),
            ("ce qui aide", self.placement.helps),
            ("à éviter", self.placement.avoid),
        ]
        return {"texts": [(name, text) for name, text in written if text]}


@dataclass(frozen=True)
class SchedulePanel(FilePanel):
    """`may`: who follows the file takes up a former convention here, or this one for another file."""

    template_name = "matching/file/schedule.html"

    may: bool

    def get_context_data(self, parent_context=None):
        periods = self.placement.periods.all()
        return {
            "periods": periods,
            "school": self.placement.school,
            "taken_up": self._taken_up(bool(periods)) if self.may else [],
        }

    def _taken_up(self, is_scheduled: bool) -> list[tuple[str, str]]:
        """(what to press, address) of the forms that a former convention may fill."""
        here = self.placement
        if is_scheduled:
            waiting = Placement.objects.akin_to(here).to_schedule().order_by("-pk")
            return [
                (f"Reprendre la convention pour {to.code}", _filled(to, here)) for to in waiting
            ]
        if here.stage != PlacementStage.CONVENTION:
            return []
        formers = Placement.objects.akin_to(here).scheduled()[:FORMERS_SHOWN]
        return [(f"Reprendre la convention {old.code}", _filled(here, old)) for old in formers]


class PresencePanel(FilePanel):
    template_name = "matching/file/presence.html"

    def get_context_data(self, parent_context=None):
        return {
            "weeks": self.placement.attendances.all(),
            "incidents": self.placement.incidents.select_related("kind_word"),
        }


class ReviewPanel(FilePanel):
    """The bilan croisé, and what comes after."""

    template_name = "matching/file/review.html"

    def get_context_data(self, parent_context=None):
        review = getattr(self.placement, "review", None)
        code, contract = self.placement.code, self.placement.offer.contract_id
        return {
            "lines": review.lines.all() if review else [],
            "given_up": review.opinions_given_up if review else [],
            "url": reverse("work:documents:review", args=[code]) if review else "",
            "buyer_url": reverse("work:documents:review_for_buyer", args=[code])
            if review and contract
            else "",
            "way_on": self.placement.way_on_label,
        }


@dataclass(frozen=True)
class SeeAlsoPanel(FilePanel):
    template_name = "matching/file/see_also.html"

    youth_url: str | None

    def get_context_data(self, parent_context=None):
        offer = self.placement.offer
        return {
            "youth": self.placement.youth,
            "youth_url": self.youth_url,
            "offer": offer,
            "offer_url": reverse("offers:life", args=[offer.code]),
        }


def _filled(placement: Placement, former: Placement) -> str:
    return reverse("work:move", args=[placement.code, "schedule"], query={"reprendre": former.code})


def record_panels(placement: Placement, *, may: bool) -> list[Component]:
    """Those that have something to show at this point, in their order."""
    written = placement.goals or placement.helps or placement.avoid
    return [
        *([PresentationPanel(placement)] if written else []),
        SchedulePanel(placement, may),
        *([PresencePanel(placement), ReviewPanel(placement)] if placement.started_on else []),
    ]
