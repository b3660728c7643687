"""What kinds about a placement share."""

from functools import partial

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
    return f"du marché « {contract.title} » ({contract.buyer})" if contract else "d'accueil"


def day(value) -> str:
    return short(value) if value else "…"


def about_profile(action, user, question) -> str:
    """A call about a profile that the company received."""
    placement = action.placement
    return (
        f"{hello(action, user)} Vous avez reçu le {day(placement.sent_on)} le profil d'un jeune"
        f" pour un parcours de {placement.hours} heures, au titre {contract_of(placement)}."
        f" {question} pour une réunion de présentation ? Elle n'engage à rien. »"
    )
