"""Forgetting a contact of a company or of a buyer: its row stays, and names nobody.

Files, offers and contracts go on pointing to « contact effacé ». What tables point to a contact is read
in the models, so that a new one is met here too.
"""

import re
from collections.abc import Iterator

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, ForeignKey, Model, Q, TextField
from django.utils import timezone

from offers.models import BuyerContact, CompanyContact
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from psf.quantities.telephones import mobile
from psf.workflow.models import Event

NAME = "contact effacé"
GONE = "[contact effacé]"
# What somebody wrote to them, or of them.
TOLD: dict[type[Model], dict[str, object]] = {
    Message: {
        "recipient_name": "",
        "address": "",
        "subject_line": "",
        "body": GONE,
        "trouble": "",
    },
    Event: {"text": "", "memory": {}},
    Link: {"address_digest": ""},
}


def forget_contact(contact: CompanyContact | BuyerContact, *, now=None) -> None:
    """Erase the person everywhere, in every service that knows them; all or nothing."""
    now = now or timezone.now()
    with all_services("erase a contact"), transaction.atomic():
        contact = type(contact).objects.select_for_update(of=("self",)).get(pk=contact.pk)
        words = _words_of(contact)
        _stop(contact, now)
        for model, name in pointing_to(type(contact)):
            if model in TOLD:
                model._base_manager.filter(**{name: contact.pk}).update(**TOLD[model])
        for text in _free_texts(_rows_around(contact), words):
            text.save()
        contact.addresses.all().delete()
        blank = {
            each.name: "" for each in contact._meta.concrete_fields if each.name in ("function",)
        }
        type(contact).objects.filter(pk=contact.pk).update(
            name=NAME, phone="", email="", address_by=None, address_source="", **blank
        )
        # The trigger of a contact's address gave it to services in sight: nothing to keep of it.
        contact.addresses.all().delete()


def stop_writing(contact: CompanyContact | BuyerContact, *, now=None) -> None:
    """An opposition: nobody writes to them any more, whatever the service; links are closed."""
    with all_services("a contact opposes being written to"), transaction.atomic():
        _stop(type(contact).objects.get(pk=contact.pk), now or timezone.now())


def _stop(contact, now) -> None:
    today = timezone.localdate(now)
    Link.objects.filter(**{_column(contact): contact}).revoke(now=now)
    contact.addresses.filter(left_on__isnull=True).update(left_on=today)
    type(contact).objects.filter(pk=contact.pk, left_on__isnull=True).update(left_on=today)


def _column(contact) -> str:
    return "contact" if isinstance(contact, CompanyContact) else "buyer_contact"


def pointing_to(model: type[Model]) -> Iterator[tuple[type[Model], str]]:
    """(table, column) of every foreign key to contacts of this sort."""
    for other in apps.get_models():
        for each in other._meta.concrete_fields:
            if isinstance(each, ForeignKey) and each.related_model is model and other is not model:
                yield other, each.name


def _words_of(contact) -> list[re.Pattern[str]]:
    """Whatever names them in a text: the name, the mailbox, the telephone in each writing."""
    known = [contact, *contact.addresses.all()]
    words = {contact.name}
    for each in known:
        words |= {each.email, each.phone, mobile(each.phone), re.sub(r"\D", "", each.phone)}
    return [
        re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE)
        for word in sorted(words, key=lambda word: (-len(word), word))
        if word and word.strip()
    ]


def _rows_around(contact) -> Iterator[Model]:
    """Events and messages about the organisation's files, where a text may name its people."""
    if isinstance(contact, CompanyContact):
        company = contact.company_id
        about = (
            Q(offer__company=company)
            | Q(placement__offer__company=company)
            | Q(placement__host_slot__host=company)
            | Q(contact__company=company)
        )
    else:
        buyer = contact.buyer_id
        about = Q(offer__contract__buyer=buyer) | Q(placement__offer__contract__buyer=buyer)
    for model in (Event, Message):
        yield from model._base_manager.filter(about).order_by("pk")


def _free_texts(rows: Iterator[Model], words: list[re.Pattern[str]]) -> Iterator[Model]:
    """Rows one of whose texts names them, the name already replaced."""
    for row in rows:
        changed = False
        for each in row._meta.concrete_fields:
            if type(each) not in (CharField, TextField) or each.choices:
                continue
            former = text = getattr(row, each.attname) or ""
            for word in words:
                text = word.sub(GONE, text)
            if text != former:
                setattr(row, each.attname, text[: each.max_length] if each.max_length else text)
                changed = True
        if isinstance(row, Event) and any(word.search(str(row.memory)) for word in words):
            # What an undo would bring back is the person.
            row.memory, changed = {}, True
        if changed:
            yield row
