"""What kinds about a placement share."""

from functools import partial

from matching.messages.heard import heard_about, said_by
from offers.enums import ActionTab
from psf.french.days import short
from psf.workflow.enums import Actor
from psf.workflow.kinds import ActionKind
from psf.workflow.scripts import hello

about_placement = partial(ActionKind, about="placement", actor=Actor.TUTOR)
with_company = partial(about_placement, tab=ActionTab.COMPANIES)
with_buyer = partial(about_placement, tab=ActionTab.BUYERS, actor=Actor.COORDINATOR)


def contract_of(placement) -> str:
    contract = placement.offer.contract
    if contract is None:
        return "de votre engagement à accueillir un jeune"
    return f"du marché « {contract.title} » ({contract.buyer})"


def day(value) -> str:
    return short(value) if value else "…"


def silence(placement, *, else_say: str) -> str:
    """What the company said on the telephone or by its link, and when; `else_say` while it is silent."""
    event = heard_about(placement)
    return f"{said_by('votre entreprise', event)}." if event else else_say


def about_profile(action, user, question) -> str:
    """A call about a profile that the company received."""
    placement = action.placement
    return (
        f"{hello(action, user)} Nous avons transmis le {day(placement.sent_on)} à votre entreprise le"
        f" profil d'un jeune, pour un parcours de {placement.hours} heures, au titre"
        f" {contract_of(placement)}. {question} pour une réunion de présentation ? Elle n'engage à rien. »"
    )
