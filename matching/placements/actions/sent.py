"""Once the profile is sent: the company owes its answer, and a silence climbs a ladder."""

from django.db.models import Q

from matching.enums import PlacementStage as Stage
from matching.messages.heard import silence_of
from matching.placements.actions.kind import (
    about_placement,
    about_profile,
    contract_of,
    day,
    silence,
    with_buyer,
    with_company,
)
from matching.placements.actions.people import a_third_contact, contact_of_the_buyer
from matching.placements.actions.reserved import SAID_BY_PHONE
from matching.placements.delays import ANSWER_DAYS
from matching.placements.replies.wording import dates_in_words
from matching.querysets import ANSWER_VERB
from offers.enums import ActionSort
from psf.workflow.enums import Actor
from psf.workflow.facts import Fact
from psf.workflow.kinds import Phone, Rung, declare
from psf.workflow.scripts import hello

NO_ANSWER = "Nous n'avons pas encore votre réponse."
UNDER_CONTRACT = Q(offer__contract__isnull=False)


def under_contract(placement) -> bool:
    return placement.offer.contract_id is not None


def without_contract(placement) -> bool:
    return not under_contract(placement)


# What to say


def answer(action, user) -> str:
    return about_profile(action, user, "Votre réponse est attendue. Quel jour vous conviendrait")


def remind(action, user) -> str:
    told = silence(action.placement, else_say=NO_ANSWER)
    return about_profile(action, user, f"{told} Ce jeune vous attend. Quel jour")


def call_third_contact(action, user) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} Votre entreprise s'est engagée à accueillir un jeune au titre"
        f" {contract_of(placement)}. Nous avons transmis un profil le {day(placement.sent_on)}."
        f" {silence(placement, else_say=NO_ANSWER)} Qui peut décider d'une réunion de présentation cette semaine ? »"
    )


def ask_buyer(action, user) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} Un jeune est proposé depuis le {day(placement.sent_on)} à"
        f" {placement.offer.company}, titulaire {contract_of(placement)}."
        f" {silence_of(placement, str(placement.offer.company))} Pouvez-vous lui rappeler son"
        " engagement et nous dire qui appeler ? »"
    )


def ask_superior(action, user) -> str:
    placement = action.placement
    return (
        f"{hello(action, user)} {silence_of(placement, str(placement.offer.company))}"
        " Connaissez-vous quelqu'un dans cette entreprise ? »"
    )


def commitment_reminder(action, user) -> str:
    return (
        "Le rappel part d'ici au titulaire, avec copie à l'acheteur : son engagement, la date d'envoi"
        f" du profil ({day(action.placement.sent_on)}), ce qui est attendu. Par la poste : la lettre"
        " est dans les documents à produire ; dites ensuite « Fait »."
    )


def choose_date(action, user) -> str:
    return (
        "Voir avec le jeune laquelle des dates proposées lui convient, la fixer ici : l'entreprise et"
        " le jeune reçoivent un message."
    )


# What to know


def whom_at_the_buyers(action, placement) -> list[Fact]:
    contract = placement.offer.contract
    if contract is None:
        return []
    follower = contract.service_id
    contact = contract.contact.current_for(follower) if contract.contact else None
    if contact is None:
        buyer = Fact("Acheteur", f"{contract.buyer} : aucun contact, à ajouter dans sa fiche")
    else:
        buyer = Fact(
            "Acheteur", f"{contact.name}, {contract.buyer}", contact.address_for(follower).phone
        )
    return [buyer, Fact("Marché", f"{contract.reference}, {contract.title}")]


def dates_proposed(action, placement) -> list[Fact]:
    """What the company proposed, when there is no tool at hand but the card."""
    words = dates_in_words(row.at for row in placement.meeting_dates.all())
    return [Fact("Proposé par l'entreprise", words)] if words else []


ANSWER = declare(
    with_company(
        verb=ANSWER_VERB,
        label="Répondre à la proposition",
        told="{entreprise} répond à la proposition",
        actor=Actor.COMPANY,
        days=ANSWER_DAYS,
        heading="Transmis",
        opens_at=frozenset({Stage.SENT}),
        moves=SAID_BY_PHONE,
        phone=Phone.ANSWER,
        script=answer,
        sort=ActionSort.ANSWER,
    )
)
REMIND_COMPANY = declare(
    with_company(
        verb="remind_company",
        label="Relancer l'entreprise",
        told="Nous relançons {entreprise}",
        days=0,
        heading="Transmis",
        rung=Rung("remind_days", message="company_reminder"),
        moves=SAID_BY_PHONE,
        phone=Phone.CALL,
        over_once_reached=frozenset({Stage.SENT}),
        completable=True,
        script=remind,
        sort=ActionSort.CALL,
    )
)
ASK_BUYER = declare(
    with_buyer(
        verb="ask_buyer",
        label="Demander à l'acheteur d'intervenir",
        days=0,
        heading="Transmis",
        rung=Rung("buyer_days", among=UNDER_CONTRACT, message="buyer_asked"),
        when=under_contract,
        moves=("buyer_called", "buyer_takes"),
        phone=Phone.TALK,
        completable=True,
        whom=contact_of_the_buyer,
        script=ask_buyer,
        facts=whom_at_the_buyers,
        sort=ActionSort.UNBLOCK,
    )
)
CALL_THIRD_CONTACT = declare(
    with_company(
        verb="call_third_contact",
        label="Appeler un troisième contact",
        told="Nous appelons une autre personne dans {entreprise}",
        days=0,
        heading="Transmis",
        rung=Rung("third_contact_days"),
        moves=SAID_BY_PHONE,
        phone=Phone.CALL,
        over_once_reached=frozenset({Stage.SENT}),
        whom=a_third_contact,
        script=call_third_contact,
        sort=ActionSort.CALL,
    )
)
COMMITMENT_REMINDER = declare(
    with_buyer(
        verb="commitment_reminder",
        label="Envoyer le rappel d'engagement",
        told="Nous rappelons par écrit son engagement à {entreprise}",
        days=0,
        heading="Transmis",
        rung=Rung("commitment_days", among=UNDER_CONTRACT, message="buyer_formal"),
        when=under_contract,
        moves=("send_commitment", "buyer_called", "buyer_takes"),
        completable=True,
        whom=contact_of_the_buyer,
        script=commitment_reminder,
        facts=whom_at_the_buyers,
        sort=ActionSort.UNBLOCK,
    )
)
# The level above steps in where there is no buyer.
ASK_SUPERIOR = declare(
    about_placement(
        verb="ask_superior",
        label="Demander l'appui du niveau départemental",
        told="Nous demandons l’appui du niveau départemental",
        actor=Actor.COORDINATOR,
        days=0,
        heading="Transmis",
        rung=Rung("buyer_days", among=~UNDER_CONTRACT),
        when=without_contract,
        completable=True,
        script=ask_superior,
        sort=ActionSort.UNBLOCK,
    )
)
CHOOSE_DATE = declare(
    about_placement(
        verb="choose_date",
        label="Choisir une date de réunion",
        told="Nous choisissons la date de la réunion avec {entreprise}",
        days=2,
        heading="Transmis",
        moves=SAID_BY_PHONE,
        script=choose_date,
        facts=dates_proposed,
        sort=ActionSort.MEETING,
    )
)
