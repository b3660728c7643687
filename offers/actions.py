"""What may have to be done about an offer, with default delays in days (domain §4, design §7)."""

from functools import partial

from offers.enums import ActionSort, ActionTab, OfferStage
from psf.french.days import numeric
from psf.french.numbers import counted
from psf.workflow.enums import Actor
from psf.workflow.kinds import ActionKind, Phone, Search, declare
from psf.workflow.policies import catalog
from psf.workflow.scripts import call_back, hello

# An available offer without a young person climbs: the delay that says when, to whom.
CLIMB = (
    ("climb_department_days", Actor.DEPARTMENT),
    ("climb_region_days", Actor.REGION),
    ("climb_national_days", Actor.NATIONAL),
)
catalog.register_delays(climb_department_days=15, climb_region_days=30, climb_national_days=45)

# A page of the app above.
SEARCH = Search("Chercher un jeune", "work:ranking_offer")

about_offer = partial(
    ActionKind, about="offer", heading="Offre", actor=Actor.COORDINATOR, sort=ActionSort.OFFER
)


def verify_offer(action, user) -> str:
    offer = action.offer
    return (
        f"{hello(action, user)} {declared_by(offer)} Êtes-vous la bonne personne ? Où le jeune serait-il accueilli,"
        " par qui, pour quelles tâches, à partir de quand ? »"
    )


def verify_contacts(action, user) -> str:
    return f"{hello(action, user)} {_followed(action.offer)} Qui faut-il appeler aujourd'hui pour accueillir un jeune ? »"


def use_hours(action, user) -> str:
    end = action.offer.firm_end
    return (
        f"{hello(action, user)} Il reste {counted(action.offer.budget.left, 'heure')} de parcours à"
        f" faire avant le {numeric(end)}. Pouvez-vous accueillir un jeune ces prochaines semaines ? »"
        if end
        else ""
    )


def answer_offer(action, user) -> str:
    return (
        f"Aucun jeune n'est proposé à {action.offer.company} : chercher plus loin, ou dire à"
        " l'entreprise et à l'acheteur où l'on en est."
    )


def follow_up(action, user) -> str:
    return (
        f"{hello(action, user)} Un jeune est accueilli chez vous en ce moment. Que prévoyez-vous"
        " ensuite : un autre jeune, et à partir de quand ? »"
    )


def resume_offer(action, user) -> str:
    return f"{hello(action, user)} Pouvez-vous de nouveau accueillir un jeune, et à quelle date ? »"


def declared_by(offer) -> str:
    """Who declared the offer, from its log: never « vous avez déclaré » to who did not."""
    event = offer.events.filter(name="declare").order_by("pk").first()
    what = f"une offre de parcours de {counted(offer.hours, 'heure')}"
    declarer = event and (event.guest or event.on_behalf_of)
    if declarer == Actor.COMPANY:
        return f"Vous avez déclaré {what}{_for_contract(offer)}."
    if declarer == Actor.BUYER and offer.contract:
        return f"{offer.contract.buyer} nous a déclaré {what}{_for_contract(offer)}."
    on = f", déclarée le {numeric(offer.declared_on)} par {_recorder(offer, event)}"
    if offer.contract:
        return f"Je vous appelle pour {what} au titre de votre marché{_named(offer)}{on}."
    return f"Je vous appelle pour {what} de votre entreprise{on}."


def _recorder(offer, event) -> str:
    return str(event.by) if event and event.by else str(offer.service)


def _followed(offer) -> str:
    if offer.contract:
        return f"Nous suivons la clause sociale de formation de votre marché{_named(offer)}."
    return f"Nous suivons l'offre de parcours de {offer.company}."


def _for_contract(offer) -> str:
    return f" (marché{_named(offer)})" if offer.contract else ""


def _named(offer) -> str:
    return f" « {offer.contract.title} », {offer.contract.buyer}"


TAKE_CHARGE = declare(
    about_offer(
        verb="take_charge",
        label="Prendre l'offre en charge",
        told="Nous prenons l’offre en charge",
        days=2,
        moves=("take_charge",),
    )
)
VERIFY_OFFER = declare(
    about_offer(
        verb="verify_offer",
        label="Appeler l'entreprise pour vérifier l'offre",
        told="Nous appelons {entreprise} pour vérifier l’offre : contact, lieu, tâches, dates",
        days=5,
        opens_at=frozenset({OfferStage.TO_CALL}),
        moves=("verify", "lose"),
        phone=Phone.CALL,
        script=verify_offer,
        sort=ActionSort.CALL,
        tab=ActionTab.COMPANIES,
    )
)
PROPOSE_YOUTH = declare(
    about_offer(
        verb="propose_youth",
        label="Proposer un jeune",
        told="Nous cherchons un jeune à proposer à {entreprise}",
        days=15,
        search=SEARCH,
        moves=("plan_next",),
        sort=ActionSort.PROPOSE,
    )
)
# After a parcours the company hears within 48 hours (domain §4).
PROPOSE_YOUTH_AGAIN = declare(
    PROPOSE_YOUTH.again(
        "propose_youth_again", days=2, step_label="Proposer un autre jeune, après un parcours"
    )
)
# Not completable: it keeps an available offer whose places are all taken from being forgotten.
FOLLOW_UP = declare(
    about_offer(
        verb="follow_up",
        label="Prévoir la suite du parcours en cours",
        told="Nous préparons la suite du parcours en cours",
        days=2,
        moves=("plan_next",),
        script=follow_up,
        ends="quand une place se libère, ou quand les heures sont consommées",
    )
)
ANSWER_OFFER = declare(
    about_offer(
        verb="answer_offer",
        label="Répondre à l'offre restée sans jeune",
        told="Nous cherchons un jeune plus loin : personne n’est encore proposé",
        actor=Actor.DEPARTMENT,
        days=5,
        completable=True,
        search=SEARCH,
        script=answer_offer,
        sort=ActionSort.PROPOSE,
    )
)
VERIFY_CONTACTS = declare(
    about_offer(
        verb="verify_contacts",
        label="Vérifier les contacts de l'entreprise",
        told="Nous vérifions qui appeler dans {entreprise}",
        days=7,
        phone=Phone.CALL,
        over_once_reached=None,
        completable=True,
        script=verify_contacts,
        sort=ActionSort.CALL,
        tab=ActionTab.COMPANIES,
    )
)
# Not completable: adopting what is said, or setting it aside, ends it.
DECIDE_ADDRESS = declare(
    ActionKind(
        about="contact",
        verb="decide_address",
        label="Adopter ou non l'adresse, ou le départ, qu'annonce un autre service",
        actor=Actor.COORDINATOR,
        days=2,
        ends="quand vous l'avez adopté ou écarté",
        sort=ActionSort.UNBLOCK,
        tab=ActionTab.COMPANIES,
    )
)
DECIDE_BUYER_ADDRESS = declare(
    about_offer(
        verb="decide_buyer_address",
        label="Confirmer la nouvelle adresse, ou le départ, de l'acheteur",
        days=2,
        heading="",
        ends="quand l'acheteur l'a confirmée par son lien, ou vous-même",
        sort=ActionSort.UNBLOCK,
        tab=ActionTab.BUYERS,
    )
)
# Due at once: contracts about to end come before what may wait (domain §4).
USE_HOURS = declare(
    about_offer(
        verb="use_hours",
        label="Utiliser les heures avant la fin du marché",
        told="Nous cherchons comment faire les heures qui restent avant la fin du marché",
        days=0,
        moves=("close",),
        completable=True,
        search=SEARCH,
        script=use_hours,
        sort=ActionSort.PROPOSE,
    )
)
CALL_BACK_COMPANY = declare(
    about_offer(
        verb="call_back_offer",
        label="Rappeler l'entreprise, qui le demande",
        told="Nous rappelons {entreprise}, qui le demande",
        days=1,
        completable=True,
        script=call_back,
        sort=ActionSort.CALL,
    )
)
ANSWER_INTEREST = declare(
    about_offer(
        verb="answer_interest",
        label="Rappeler une personne intéressée par l'offre",
        days=2,
        completable=True,
        sort=ActionSort.CALL,
    )
)
# What came by the public forms: it is done on its own page.
about_filing = partial(
    ActionKind,
    about="filing",
    heading="Demande en ligne",
    actor=Actor.COORDINATOR,
    search=Search("Ouvrir la demande", "filings:page"),
    sort=ActionSort.ANSWER,
)
TAKE_FILING = declare(
    about_filing(
        verb="take_filing",
        label="Prendre en charge une offre déclarée en ligne",
        days=2,
        ends="quand l'offre est au registre, ou la demande écartée",
        tab=ActionTab.BUYERS,
    )
)
TAKE_PROPOSAL = declare(
    about_filing(
        verb="take_proposal",
        label="Rappeler une entreprise qui propose un parcours",
        days=2,
        ends="quand l'offre est au registre, ou la proposition écartée",
        tab=ActionTab.COMPANIES,
    )
)
ANSWER_CONSULTATION = declare(
    about_filing(
        verb="answer_consultation",
        label="Répondre à une consultation avant publication",
        days=10,
        ends="quand vous avez répondu, ou écarté la demande",
        tab=ActionTab.BUYERS,
    )
)
REVIEW_FILING = declare(
    about_filing(
        verb="review_filing",
        label="Reporter une demande que son auteur a corrigée",
        days=2,
        ends="quand les corrections sont au registre",
        tab=ActionTab.BUYERS,
    )
)
RESUME_OFFER = declare(
    about_offer(
        verb="resume_offer",
        label="Reprendre l'offre suspendue",
        told="Nous reprenons l’offre avec {entreprise}",
        days=0,
        dated=False,
        opens_at=frozenset({OfferStage.SUSPENDED}),
        due=lambda offer: offer.suspended_until,
        moves=("resume", "suspend_longer", "close"),
        script=resume_offer,
    )
)
