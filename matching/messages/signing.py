"""The convention to sign by link: who signs for whom, and the message that each receives."""

from matching.enums import Party
from matching.messages import recipients, values
from matching.messages.company import kind as company_kind
from matching.messages.family import COMPANY, both
from psf.links.enums import LinkPurpose
from psf.messaging.kinds import register
from psf.messaging.post import post

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


def ask_signatures(placement, event, now) -> None:
    """Write to each missing signatory who can be reached by a link of their own.

    The school and the tuteur pédagogique sign on paper or from their account.
    """
    missing = placement.missing_signatures
    for party, contact in _of_company(placement).items():
        if party in missing and contact is not None:
            _write(
                placement,
                party,
                "company_sign",
                recipients.company(contact, placement.service_id),
                event,
                now,
                values.for_company(placement, contact),
                contact=contact,
            )
    youth = placement.youth
    if Party.YOUTH in missing:
        to = recipients.youth(youth)
        _write(
            placement,
            Party.YOUTH,
            "youth_sign",
            to,
            event,
            now,
            values.for_family(placement, to.name),
        )
    if Party.GUARDIAN in missing:
        for row in recipients.guardians(youth):
            to = recipients.guardian(row)
            _write(
                placement,
                Party.GUARDIAN,
                "guardian_sign",
                to,
                event,
                now,
                values.for_family(placement, to.name),
                guardian=row,
            )


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


def _write(placement, party, kind, to, event, now, filled, **holder) -> None:
    link = recipients.link_for(
        LinkPurpose.SIGN, now=now, placement=placement, party=party, **holder
    )
    post(kind, placement, to, values=filled, link=link, event=event, cause=event.label, now=now)
