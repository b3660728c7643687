"""A buyer names a colleague, or their successor: each receives a link of their own.

One person at a time: a colleague takes the place of the one named before, a successor that of whoever
leaves.
"""

from django import forms
from django.db import transaction

from matching.guests.pages.base import Gesture
from matching.messages import recipients, values
from offers.enums import AddressSource, BuyerContactRole
from offers.models import BuyerContact, Contract
from psf.links import forwarding
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.messaging.post import post
from psf.perimeter.scope import perimeter
from psf.workflow.errors import Refused

RECEIVED = (
    "Ce lien vous a été transmis : demandez à la personne qui vous l’a transmis d’indiquer quelqu’un"
    " d’autre."
)
YOURSELF = (
    "C’est votre nom. Pour changer votre adresse ou votre téléphone, passez par « Mes coordonnées »,"
    " au bas de cette page."
)
WITHDRAWN = "Le lien de cette personne a été retiré : appelez {whom} pour en parler."


class NamesSomebody(forms.ModelForm):
    """Somebody else than the reader, who can be sent a link; `instance` says where they work."""

    def __init__(self, data, *, page, instance, **kwargs):
        super().__init__(data, instance=instance, **kwargs)
        self.reader = page.contact
        self.fields["email"].required = True
        self.fields["email"].error_messages["required"] = "Indiquez une adresse : le lien y part."

    def clean_name(self):
        if self.reader.is_named(self.cleaned_data["name"]):
            raise forms.ValidationError(YOURSELF)
        return self.cleaned_data["name"]

    def already_there(self):
        """The contact named, where they are known: the same address is the same person."""
        same = {self.reader.organisation: self.reader.employer, "left_on": None}
        known = type(self.reader).objects.filter(email__iexact=self.cleaned_data["email"], **same)
        return known.exclude(pk=self.reader.pk).first()

    def refuse(self, refusal) -> None:
        self.add_error(None, refusal.messages)


class ContactForm(NamesSomebody):
    class Meta:
        model = BuyerContact
        fields = ["name", "role", "phone", "email"]

    def __init__(self, data, *, page):
        instance = BuyerContact(buyer=page.contract.buyer)
        super().__init__(
            data, page=page, instance=instance, initial={"role": BuyerContactRole.BUYER}
        )


def _add_colleague(page, form) -> None:
    with transaction.atomic():
        check(page)
        person = _kept(page, form)
        contract = Contract.objects.select_for_update().get(pk=page.contract.pk)
        if contract.prescriber_id is None:
            contract.prescriber = person
            contract.save(update_fields=["prescriber", "updated_at"])
        page.record("buyer_contact", "L’acheteur a transmis son lien à un collègue")
        link = _send_link(page, person, forwarded_from=forwarding.first_of(page.link))
        if link is not None:
            forwarding.make_room(page.link, keep=link, now=page.now)
        page.tell_follower("L’acheteur a transmis son lien à un collègue")


def _name_successor(page, form) -> None:
    """Whoever leaves hands every contract over, with the link they had passed on."""
    with transaction.atomic():
        check(page)
        mine = BuyerContact.objects.select_for_update().get(pk=page.link.buyer_contact_id)
        if mine.left_on:
            raise Refused("Un successeur est déjà indiqué.")
        mine.successor, mine.left_on = _kept(page, form), page.today
        with perimeter(page.vouching):
            mine.save(update_fields=["successor", "left_on", "updated_at"])
        page.record("buyer_successor", "L’acheteur a indiqué son successeur")
        link = _send_link(page, mine.successor, forwarded_from=page.link.forwarded_from)
        if link is not None and page.link.forwarded_from_id:
            forwarding.make_room(page.link, keep=link, now=page.now)
        elif link is not None:
            theirs = Link.objects.filter(forwarded_from__buyer_contact=mine)
            theirs.exclude(pk=link.pk).update(forwarded_from=link)
        page.tell_follower("L’acheteur a indiqué son successeur")


def received_from_another(page) -> str | None:
    return RECEIVED if page.link.forwarded_from_id else None


def check(page) -> None:
    """Two who pass the same link on at once wait for each other. Raises Refused."""
    if refusal := forwarding.refusal(page.link, page.now):
        raise Refused(refusal)


def _kept(page, form) -> BuyerContact:
    """The person named, once."""
    form.instance.address_source = AddressSource.COLLEAGUE
    with perimeter(page.vouching):
        person = form.already_there() or form.save()
        person.adopt(page.vouching)
    return person


def _send_link(page, person, *, forwarded_from) -> Link | None:
    """A link of their own, with who passed it on; None while nothing is followed."""
    if not page.offers:
        return None
    offer = page.offers[0]
    message = post(
        "buyer_named",
        offer,
        recipients.buyer(person, page.contract),
        values={**values.for_buyer(offer, person), "transmis_par": page.contact.name},
        link=recipients.link_for(
            LinkPurpose.BUYER,
            now=page.now,
            named=True,
            forwarded_from=forwarded_from,
            contract=page.contract,
            buyer_contact=person,
        ),
        cause="Indiqué par l’acheteur",
        now=page.now,
    )
    return sent(message, offer)


def sent(message, offer) -> Link:
    """The link that `message` carries. Raises Refused where a person withdrew it."""
    if message is None or message.link is None:
        raise Refused(WITHDRAWN.format(whom=offer.service.name))
    return message.link


NAMING = (
    Gesture(
        "contact",
        "Transmettre à un collègue",
        "Lui envoyer un lien",
        "C’est transmis : votre collègue reçoit son propre lien.",
        lambda page, data: ContactForm(data, page=page),
        _add_colleague,
        refusal=received_from_another,
        template="matching/guests/naming.html",
        lead="Un collègue ou le service prescripteur suivra ce marché comme vous, une personne à"
        " la fois : si vous en indiquez une autre, son lien prend la place du précédent.",
    ),
    Gesture(
        "successeur",
        "Indiquer mon successeur",
        "Transmettre et lui envoyer un lien",
        "Merci. Votre successeur reçoit son propre lien.",
        lambda page, data: ContactForm(data, page=page),
        _name_successor,
        template="matching/guests/naming.html",
        lead="Il suivra tous vos marchés à votre place. Votre lien se ferme.",
    ),
)
