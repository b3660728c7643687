"""A company's reader passes « Où en est ma clause ? » on to a colleague, one person at a time."""

from django.db import transaction
from django.db.models import Max

from matching.guests.pages.base import Gesture
from matching.guests.pages.naming import NamesSomebody, check, received_from_another, sent
from matching.messages import recipients, values
from matching.messages.staff import tell_followers
from offers.enums import AddressSource, ContactRole
from offers.models import CompanyContact
from psf.links import forwarding
from psf.links.enums import LinkPurpose
from psf.messaging.post import post
from psf.perimeter.scope import perimeter
from psf.workflow.journal import Journal

PASSED_ON = "Un contact a transmis la page de l'offre à un collègue"


class ColleagueForm(NamesSomebody):
    class Meta:
        model = CompanyContact
        fields = ["name", "role", "phone", "email"]

    def __init__(self, data, *, page):
        instance = CompanyContact(company=page.contact.company)
        super().__init__(data, page=page, instance=instance, initial={"role": ContactRole.OTHER})


def _pass_on(page, form) -> None:
    offer, service = page.offer, page.offer.service_id
    with transaction.atomic(), perimeter([service]):
        check(page)
        person = _kept(page, form, service)
        page.record("contact_named", PASSED_ON)
        message = post(
            "company_named",
            offer,
            recipients.company(person, service),
            values={**values.for_offer(offer, person), "transmis_par": page.contact.name},
            link=recipients.link_for(
                LinkPurpose.CLAUSE,
                now=page.now,
                named=True,
                forwarded_from=forwarding.first_of(page.link),
                offer=offer,
                contact=person,
            ),
            cause="Indiqué par l’entreprise",
            now=page.now,
        )
        forwarding.make_room(page.link, keep=sent(message, offer), now=page.now)
        tell_followers(offer, PASSED_ON, now=page.now)


def _kept(page, form, service) -> CompanyContact:
    """The person named, once; after those whom one calls first."""
    if known := form.already_there():
        ways = {"email": known.email}
        source = AddressSource.COLLEAGUE
        known.note(ways, journal=Journal(), service=service, source=source)
        return known
    ranks = CompanyContact.objects.filter(company=page.contact.company).aggregate(last=Max("rank"))
    form.instance.rank = ranks["last"] + 1
    form.instance.address_source = AddressSource.COLLEAGUE
    person = form.save()
    person.adopt([service])
    return person


PASS_ON = Gesture(
    "collegue",
    "Transmettre à un collègue",
    "Lui envoyer un lien",
    "C’est transmis : votre collègue reçoit son propre lien.",
    lambda page, data: ColleagueForm(data, page=page),
    _pass_on,
    refusal=received_from_another,
    template="matching/guests/naming.html",
    lead="Un collègue suivra cette offre comme vous, une personne à la fois : si vous en indiquez une"
    " autre, son lien prend la place du précédent.",
)
