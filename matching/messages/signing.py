"""The convention to sign by link: who signs for whom, and the message that each receives."""

from dataclasses import dataclass, field
from typing import Any

from matching.enums import Party
from matching.messages import recipients, values
from matching.messages.company import kind as company_kind
from matching.messages.family import COMPANY, both
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.kinds import register
from psf.messaging.post import Recipient, post, text_in_force

# They sign on paper, or from their account.
UNWRITTEN = frozenset({Party.SCHOOL, Party.TUTOR})
DATES = {"debut": "premier jour en entreprise", "fin": "dernier jour prévu"}

register(
    company_kind(
        "sign",
        "La convention est à signer (entreprise)",
        "La convention à signer ({code})",
        "Bonjour,\n\n"
        "La convention de stage est prête : du {debut} au {fin}, {site}. Lisez-la, puis signez-la"
        " par ce lien, en une minute. Vous préférez le papier ? Dites-le au tuteur pédagogique.\n\n"
        "{lien}",
        "Convention {code} à lire et à signer : {lien}",
        variables=DATES,
    )
)
both(
    "sign",
    "La convention est à signer",
    "La convention à signer ({code})",
    to_youth="Bonjour {prenom},\n\nLa convention de votre parcours chez {entreprise} est prête."
    " Lisez-la avec {tuteur} ou chez vous, puis signez-la par ce lien.",
    to_guardian="Bonjour,\n\nLa convention du parcours de {prenom} chez {entreprise} est prête."
    " Lisez-la, puis signez-la par ce lien.",
    sms="Convention {code} à lire et à signer : {lien}",
    variables=COMPANY,
)


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs as one party. `to` None: on paper, or from an account; nothing is written to them.

    `address`: where their link goes by `channel`, "" for nowhere; `is_withheld`: it was withdrawn,
    and only a person issues another one.
    """

    party: Party
    name: str
    kind: str = ""
    to: Recipient | None = None
    holder: dict[str, Any] = field(default_factory=dict)
    channel: str = ""
    address: str = ""
    is_withheld: bool = False

    @property
    def signs_from_account(self) -> bool:
        return self.party == Party.TUTOR

    @property
    def receives(self) -> bool:
        """Whether a link leaves for them."""
        return bool(self.address) and not self.is_withheld

    @property
    def is_out_of_reach(self) -> bool:
        """Whether a link should leave, and none does."""
        return not (self.receives or self.party in UNWRITTEN)


def signatories(placement) -> list[Signatory]:
    """Those whose signature is missing, in the order of the convention, and what each receives."""
    youth, missing = placement.youth, placement.missing_signatures
    company = _of_company(placement)
    found = []
    for party in missing:
        if party in UNWRITTEN:
            name = placement.tutor if party == Party.TUTOR else placement.school
            found.append(Signatory(party, str(name or "")))
        elif party == Party.YOUTH:
            to = recipients.youth(youth)
            found.append(_asked(placement, party, "youth_sign", to, youth=youth))
        elif party == Party.GUARDIAN:
            rows = recipients.guardians(youth)
            found += [
                _asked(placement, party, "guardian_sign", recipients.guardian(row), guardian=row)
                for row in rows
            ] or [Signatory(party, "")]
        elif contact := company.get(party):
            to = recipients.company(contact, placement.service_id)
            found.append(_asked(placement, party, "company_sign", to, contact=contact))
        else:
            found.append(Signatory(party, ""))
    return found


def ask_signatures(placement, event, now) -> None:
    """Write to each missing signatory a link of their own; who has no address is told apart.

    The school and the tuteur pédagogique sign on paper or from their account.
    """
    for signatory in signatories(placement):
        to = signatory.to
        if to is None:
            continue
        post(
            signatory.kind,
            placement,
            to,
            values=values.for_company(placement, to.contact)
            if to.contact
            else values.for_family(placement, to.name),
            link=recipients.link_for(
                LinkPurpose.SIGN,
                now=now,
                placement=placement,
                party=signatory.party,
                **signatory.holder,
            ),
            event=event,
            cause=event.label,
            now=now,
        )


def _asked(placement, party, kind: str, to: Recipient, **holder) -> Signatory:
    text, _ = text_in_force(kind, placement.service.department.academy_id)
    channel, address = to.way(has_sms=bool(text.sms))
    link = Link(purpose=LinkPurpose.SIGN, placement=placement, party=party, **holder)
    withheld = recipients.is_withheld(link, address)
    return Signatory(party, to.name, kind, to, holder, channel, address, withheld)


def _of_company(placement) -> dict:
    """Who signs for the titulaire, the subcontractor, and as company tutor."""
    slot, titulaire = placement.host_slot, placement.offer.company
    service = placement.service_id
    first = {
        Party.COMPANY: next(iter(recipients.contacts_of(titulaire, service)), None),
        Party.COMPANY_TUTOR: slot.tutor or next(iter(recipients.company_contacts(placement)), None),
    }
    if slot.host_id and slot.host_id != titulaire.pk:
        first[Party.SUBCONTRACTOR] = next(iter(recipients.contacts_of(slot.host, service)), None)
    return first
