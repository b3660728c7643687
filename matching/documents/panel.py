"""« Documents » of a file: what is ready, who has signed, what is attached or can be produced."""

from dataclasses import dataclass
from datetime import date

from wagtail.admin.ui.components import Component

from matching.documents.papers import papers_of
from matching.enums import Party
from matching.models import Placement
from psf.accounts.models import User


@dataclass(frozen=True, slots=True)
class Tick:
    """A document: ready or not, since when."""

    label: str
    day: date | None


@dataclass(frozen=True)
class PapersPanel(Component):
    """Read by `user`, who may attach or only read."""

    template_name = "matching/documents/panel.html"

    placement: Placement
    user: User

    def get_context_data(self, parent_context=None):
        return {
            "documents": documents_of(self.placement),
            "signatures": signatures_of(self.placement),
            "papers": papers_of(self.placement, self.user),
        }


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
