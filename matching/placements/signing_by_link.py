"""A party of the convention signs it from its own link."""

from django.db import transaction
from django.utils import timezone

from matching.enums import Party
from matching.messages import recipients
from matching.models import Signature
from matching.placements.locks import lock_placement
from matching.placements.signing import convention_to_sign
from matching.placements.workflow import PLACEMENTS
from psf.links import codes
from psf.links.addresses import masked
from psf.links.enums import CODE_TRIES_TOLD
from psf.links.models import Link
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused, within
from psf.workflow.locks import lock_subject
from psf.workflow.machine import Guest
from psf.workflow.models import Event

# In which capacity each party acts through its link; the tuteur pédagogique has an account.
ACTORS = {
    Party.COMPANY: Actor.COMPANY,
    Party.COMPANY_TUTOR: Actor.COMPANY,
    Party.SUBCONTRACTOR: Actor.COMPANY,
    Party.SCHOOL: Actor.SCHOOL,
    Party.YOUTH: Actor.YOUTH,
    Party.GUARDIAN: Actor.GUARDIAN,
}


def sign_by_link(
    placement,
    party,
    *,
    name: str,
    link: Link,
    code: str,
    request_ip_hash: str = "",
    contact=None,
    browser: str = "",
    now=None,
) -> Signature:
    """Record that `party` signed the frozen convention by its link. Raises Refused, in French.

    `name` is the signatory's, as typed, and so is `code`, sent to the address of `link`; a refusal
    keeps the try counted, and the code where it was the right one. `browser` names the one it was typed
    in, whose wrong tries make it wait (psf.links.codes). `contact` is the company's
    contact who signs, for the history. In a transaction, the perimeter stated.
    """
    party, name, now = Party(party), " ".join(name.split()), now or timezone.now()
    if party not in ACTORS:
        raise Refused("Le tuteur pédagogique signe depuis son compte.")
    if len(name) < 3:
        raise Refused({"name": "Écrivez votre prénom et votre nom."})
    # Always before the link's own row.
    lock_subject(placement)
    if problem := codes.problem_of(link, code, now, browser=browser):
        if link.code_tries == CODE_TRIES_TOLD:
            _tell_of_guessing(placement, party, now)
        raise Refused({"code": problem})
    with transaction.atomic():
        locked = lock_placement(placement.pk)
        document = convention_to_sign(locked, now=now)
        proof = {
            "medium": Signature.Medium.LINK,
            "signed_at": now,
            "signatory": within(name, 120, "name"),
            "link_key": link.key,
            "code_confirmed_at": now,
            "code_sent_to": sent_to(link),
            "address_hash": request_ip_hash[:64],
            "document": document,
            "document_sha256": document.blob.sha256,
        }
        PLACEMENTS.perform(
            locked,
            "sign",
            guest=Guest(ACTORS[party], contact),
            data={"parties": [party], "signed_on": timezone.localdate(now), "proof": proof},
            text=f"{party.label} : signature par lien",
            now=now,
        )
        codes.use_up(link)
        return Signature.objects.get(placement=locked, party=party)


def _tell_of_guessing(placement, party, now) -> None:
    Event.objects.create(
        kind=EventKind.RECORD,
        name="codes_guessed",
        label=f"{CODE_TRIES_TOLD} codes faux pour signer",
        text=f"{party.label} : ce lien est peut-être entre d’autres mains. Retirez-le, renvoyez-en un.",
        at=now,
        from_stage=placement.stage,
        to_stage=placement.stage,
        **placement.as_subject(),
    )


def sent_to(link: Link) -> str:
    """« c…@exemple.fr »: the address of `link`, as one shows it; "" once it is no longer in force."""
    to = recipients.at_the_address_of(link)
    return masked(to.email or to.phone) if to else ""
