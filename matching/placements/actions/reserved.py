"""While a place is reserved: the company is called, the file prepared, and approved where asked."""

from matching.enums import PlacementStage as Stage
from matching.placements.actions.kind import (
    about_placement,
    about_profile,
    contract_of,
    with_company,
)
from matching.placements.delays import RESERVATION_DAYS
from offers.enums import ActionSort
from psf.workflow.enums import Actor
from psf.workflow.kinds import Phone, declare
from psf.workflow.scripts import hello

SAID_BY_PHONE = ("plan_meeting", "propose_dates", "not_retained")


def call_company(action, user) -> str:
    placement = action.placement
    if placement.stage == Stage.SENT:
        return about_profile(action, user, "Avez-vous pu le lire ? Quel jour vous conviendrait")
    return (
        f"{hello(action, user)} Je vous appelle au sujet {contract_of(placement)} : il est"
        f" prévu d'accueillir un jeune, pour un parcours de {placement.hours} heures. J'en accompagne un. Êtes-vous"
        " toujours la bonne personne ? Les tâches, les horaires et les dates tiennent-ils"
        " toujours ? »"
    )


APPROVE_SEND = declare(
    about_placement(
        verb="approve_send",
        label="Approuver l'envoi du profil",
        actor=Actor.COORDINATOR,
        days=15,
        heading="Réservé",
        approves="send",
        opens_at=frozenset({Stage.RESERVED}),
        moves=("approve", "refuse_approval"),
        sort=ActionSort.APPROVE,
    )
)
CALL_COMPANY = declare(
    with_company(
        verb="call_company",
        label="Appeler l'entreprise",
        told="Nous appelons {entreprise}",
        days=3,
        heading="Réservé",
        opens_at=frozenset({Stage.RESERVED, Stage.SENT}),
        moves=SAID_BY_PHONE,
        phone=Phone.CALL,
        over_once_reached=frozenset({Stage.RESERVED}),
        script=call_company,
        sort=ActionSort.CALL,
    )
)
PREPARE_FILE = declare(
    about_placement(
        verb="prepare_file",
        label="Préparer le dossier du jeune",
        told="Un jeune prépare son dossier avec son tuteur",
        days=RESERVATION_DAYS,
        heading="Réservé",
        dated=False,
        opens_at=frozenset({Stage.RESERVED}),
        due=lambda placement: placement.reserved_until,
        moves=("prepare", "send", "extend"),
        sort=ActionSort.PREPARE,
    )
)
REVISE_FILE = declare(
    about_placement(
        verb="revise_file",
        label="Revoir le dossier après un refus d'approbation",
        days=7,
        heading="Réservé",
        moves=("prepare",),
        completable=True,
        sort=ActionSort.PREPARE,
    )
)
