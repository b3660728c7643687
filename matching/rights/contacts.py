"""Forgetting a contact of a company or of a buyer: its row stays, and names nobody.

Files, offers and contracts go on pointing to « contact effacé ». What tables point to a contact is read
in the models, so that a new one is met here too.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from django.apps import apps
from django.db import transaction
from django.db.models import CharField, Field, ForeignKey, Model, Q, TextField
from django.utils import timezone

from matching.enums import EndOfRecord
from matching.models import Placement
from offers.forgetting import forget
from offers.models import (
    Buyer,
    BuyerContact,
    Company,
    CompanyContact,
    Contract,
    HostSlot,
    Offer,
)
from psf.ledger import Erasure
from psf.ledger.replay import record
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from psf.quantities.telephones import mobile
from psf.workflow.models import Event

# In the ledger.
KINDS: dict[str, type[CompanyContact] | type[BuyerContact]] = {
    "contact": CompanyContact,
    "buyer_contact": BuyerContact,
}
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
    with transaction.atomic():
        forget_again(contact, now)
        record([Erasure(_column(contact), str(contact.pk), EndOfRecord.REQUEST, now)])


def forget_again(contact: CompanyContact | BuyerContact, now: datetime) -> None:
    """The same, when the ledger says it already: on a restored database."""
    with all_services("erase a contact"), transaction.atomic():
        contact = type(contact).objects.select_for_update(of=("self",)).get(pk=contact.pk)
        words = _words_of(contact)
        _stop(contact, now)
        for model, name in pointing_to(type(contact)):
            if model in TOLD:
                model._base_manager.filter(**{name: contact.pk}).update(**TOLD[model])
        for row, changes in _naming(_rows_around(contact), words):
            type(row)._base_manager.filter(pk=row.pk).update(**changes)
        forget(contact)


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


# From a row to the organisation of a contact, by the model that a foreign key leads to.
PATHS: dict[type[Model], dict[type[Model], tuple[str, ...]]] = {
    CompanyContact: {
        Company: ("",),
        Offer: ("company",),
        HostSlot: ("offer__company", "host"),
        Placement: ("offer__company", "host_slot__host"),
        CompanyContact: ("company",),
    },
    BuyerContact: {
        Buyer: ("",),
        Contract: ("buyer",),
        Offer: ("contract__buyer",),
        HostSlot: ("offer__contract__buyer",),
        Placement: ("offer__contract__buyer",),
        BuyerContact: ("buyer",),
    },
}
# Their own rows: a namesake keeps theirs; an organisation, its name.
NOT_SWEPT = (Company, Buyer, CompanyContact, BuyerContact)


def _rows_around(contact) -> Iterator[Model]:
    """Rows about the organisation's files, where a text may name its people; found in the models."""
    paths, organisation = PATHS[type(contact)], contact.employer.pk
    for model in apps.get_models():
        if model in NOT_SWEPT or getattr(model, "is_a_log", False) or not _texts_of(model):
            continue
        about = Q()
        for path in paths.get(model, ()):
            about |= Q(**{path: organisation})
        for each in model._meta.concrete_fields:
            if isinstance(each, ForeignKey):
                for path in paths.get(each.related_model, ()):
                    about |= Q(**{"__".join(filter(None, (each.name, path))): organisation})
        if about:
            yield from model._base_manager.filter(about).order_by("pk").distinct()


def _texts_of(model: type[Model]) -> list[Field]:
    """Columns where somebody types freely."""
    return [
        each
        for each in model._meta.concrete_fields
        if type(each) in (CharField, TextField) and not each.choices and not each.primary_key
    ]


def _naming(
    rows: Iterator[Model], words: list[re.Pattern[str]]
) -> Iterator[tuple[Model, dict[str, object]]]:
    """(row, columns to write) of each row one of whose texts names them."""
    for row in rows:
        changes: dict[str, object] = {}
        for each in _texts_of(type(row)):
            former = text = getattr(row, each.attname) or ""
            for word in words:
                text = word.sub(GONE, text)
            if text != former:
                changes[each.attname] = text[: each.max_length] if each.max_length else text
        if isinstance(row, Event) and any(word.search(str(row.memory)) for word in words):
            # What an undo would bring back is the person.
            changes["memory"] = {}
        if changes:
            yield row, changes
