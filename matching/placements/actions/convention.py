"""The convention: sent, signed by each party, approved where asked."""

from functools import partial

from matching.enums import Party
from matching.enums import PlacementStage as Stage
from matching.placements.actions.kind import about_placement
from matching.placements.signing import frozen_convention
from offers.enums import ActionSort, ActionTab
from psf.workflow.enums import Actor
from psf.workflow.facts import Fact
from psf.workflow.kinds import declare
from psf.workflow.scripts import hello


def sign(action, user) -> str:
    if action.placement.starts_on is None:
        return (
            f"{hello(action, user)} Nous préparons la convention du parcours. Quelles dates, quels"
            " jours et quels horaires vous conviennent ? »"
        )
    return (
        f"{hello(action, user)} Les dates de la convention sont fixées. Quand pouvez-vous la signer"
        " et nous la rendre ? La signature sur papier suffit. »"
    )


def who_has_not_signed(action, placement) -> list[Fact]:
    missing = ", ".join(str(party.label) for party in placement.missing_signatures)
    return [Fact("Signatures attendues", missing or "aucune, tout le monde a signé")]


def next_step(placement) -> tuple[str, ...]:
    """Dates first, then the convention sent, signatures, the first day."""
    if placement.starts_on is None:
        return ("schedule", "ask_signatures", "sign", "start")
    if not placement.missing_signatures:
        return ("start", "schedule")
    if placement.signatures.all() or frozen_convention(placement):
        return ("sign", "ask_signatures", "schedule", "start")
    return ("ask_signatures", "sign", "schedule", "start")


def expects(party):
    """Whether the convention of a placement wants this party's signature."""
    return lambda placement: party in placement.required_parties


signs = partial(
    about_placement,
    days=14,
    heading="Convention",
    opens_at=frozenset({Stage.CONVENTION}),
    moves=("sign",),
    sort=ActionSort.SIGN,
)

GET_SIGNATURES = declare(
    signs(
        verb="get_signatures",
        label="Faire signer la convention",
        told="Nous faisons signer la convention",
        moves=next_step,
        script=sign,
        facts=who_has_not_signed,
    )
)
SIGN_COMPANY = declare(
    signs(
        verb="sign_company",
        label="Signer la convention (entreprise)",
        told="{entreprise} signe la convention",
        actor=Actor.COMPANY,
        script=sign,
        tab=ActionTab.COMPANIES,
    )
)
SIGN_SCHOOL = declare(
    signs(
        verb="sign_school",
        label="Signer la convention (établissement)",
        told="L’établissement qui inscrit le jeune signe la convention",
        actor=Actor.SCHOOL,
        script=sign,
    )
)
SIGN_YOUTH = declare(
    signs(
        verb="sign_youth",
        label="Signer la convention (jeune)",
        actor=Actor.YOUTH,
        calls_person=True,
    )
)
SIGN_GUARDIAN = declare(
    signs(
        verb="sign_guardian",
        label="Signer la convention (représentant légal)",
        actor=Actor.GUARDIAN,
        when=expects(Party.GUARDIAN),
        script=sign,
    )
)
APPROVE_START = declare(
    about_placement(
        verb="approve_start",
        label="Approuver le début en entreprise",
        actor=Actor.COORDINATOR,
        days=7,
        heading="Convention",
        approves="start",
        opens_at=frozenset({Stage.CONVENTION}),
        moves=("approve", "refuse_approval"),
        sort=ActionSort.APPROVE,
    )
)

# Who is asked to sign by an action of their own; both tutors sign with « faire signer ».
SIGN = {
    Party.COMPANY: SIGN_COMPANY,
    Party.SCHOOL: SIGN_SCHOOL,
    Party.YOUTH: SIGN_YOUTH,
    Party.GUARDIAN: SIGN_GUARDIAN,
}
