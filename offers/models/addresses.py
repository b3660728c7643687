"""Where a message to somebody goes: each service keeps the address by which it knows a person.

People at a company or a buyer's are shared by all services. What somebody says of their address, or
of their departure, stands on the contact and serves the files of whoever wrote it down; every other
service keeps what it had until it takes the new one. The database does both, whoever writes
(offers/migrations/0007 and 0008). docs/decisions/contact-addresses.md
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Now
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from offers.enums import AddressSource
from psf.french.folding import fold
from psf.perimeter.scope import perimeter, services_in_sight
from psf.seeking.database import vector

# What a contact says of themselves, or others say of them.
SAID = ("email", "phone", "left_on")
NEVER = datetime.fromtimestamp(0, UTC)
# Something was noted of a contact (`instance`) in a `journal`: whoever has to decide is to be asked.
noted = Signal()


class AddressInForce(models.Model):
    """By which address and telephone one service reaches one contact; both empty: it does not.

    Only a transaction that sees the service may write it.
    """

    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    email = models.EmailField("adresse électronique", blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    bounced_on = models.DateField("adresse refusée le", null=True, blank=True)
    # As far as this service holds: what another one says of a departure waits for it.
    left_on = models.DateField("parti le", null=True, blank=True)
    decided_at = models.DateTimeField("depuis le", db_default=Now())
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )

    wagtail_reference_index_ignore = True
    WRITTEN_IN_SIGHT = True
    WORDS = vector("email", numbers=("phone",))
    # Named by each of the two.
    contact: models.ForeignKey

    class Meta:
        abstract = True

    def __str__(self):
        return f"{self.contact} pour {self.service}"

    @property
    def is_empty(self) -> bool:
        return not (self.email or self.phone)

    def take(self, said: dict[str, Any], *, journal, by=None) -> None:
        """Take these columns of what is being said; what is not remains to be decided."""
        values: dict[str, Any] = {**said, "decided_by": by}
        if said.get("email", self.email) != self.email:
            values["bounced_on"] = None
        after = {name: getattr(self.contact, name) for name in SAID} | said
        if all(said.get(name, getattr(self, name)) == value for name, value in after.items()):
            values["decided_at"] = Now()
        journal.change_shared(self, SAID, **values)

    @property
    def deliverable_email(self) -> str:
        """The address, unless a server refused it or the person left."""
        return "" if self.bounced_on or self.left_on else self.email

    @property
    def deliverable_phone(self) -> str:
        return "" if self.left_on else self.phone

    def as_subject(self) -> dict[str, Any]:
        """Columns that name, in an action, the contact that this service must decide about."""
        return {"contact": self.contact, "service": self.service}

    def person_for(self, actor):
        """Nobody: whoever follows the company decides."""


class CompanyContactAddress(AddressInForce):
    contact = models.ForeignKey(
        "offers.CompanyContact", models.CASCADE, related_name="addresses", verbose_name="contact"
    )
    # In which order this service calls and writes; what the contact says when the row begins.
    rank = models.PositiveSmallIntegerField("ordre d'appel", null=True, blank=True)

    class Meta:
        verbose_name = "adresse d'un contact d'entreprise"
        verbose_name_plural = "adresses des contacts d'entreprises"
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "service"], name="company_address_once_a_service"
            )
        ]
        indexes = [
            GinIndex(
                vector("email", numbers=("phone",)), fastupdate=False, name="company_address_words"
            )
        ]


class BuyerContactAddress(AddressInForce):
    contact = models.ForeignKey(
        "offers.BuyerContact", models.CASCADE, related_name="addresses", verbose_name="contact"
    )
    # Who takes over, as far as this service holds.
    successor = models.ForeignKey(
        "offers.BuyerContact",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="successeur",
    )

    class Meta:
        verbose_name = "adresse d'un contact d'acheteur"
        verbose_name_plural = "adresses des contacts d'acheteurs"
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "service"], name="buyer_address_once_a_service"
            )
        ]
        indexes = [
            GinIndex(
                vector("email", numbers=("phone",)), fastupdate=False, name="buyer_address_words"
            )
        ]


# The row of somebody erased: what rests on it goes on.
ERASED = "contact effacé"


class AddressedQuerySet(models.QuerySet):
    def named(self):
        """Whoever was not erased."""
        return self.exclude(name=ERASED)

    def reachable_for(self, service):
        """People still there as this service (a row, its key) holds; those to call first come first.

        For a service that never knew somebody, what was said last holds.
        """
        return self._reachable(_addresses(self.model).filter(service=service))

    def reachable_among(self, services):
        """People still there as one of these services holds, in the same order."""
        return self._reachable(_addresses(self.model).filter(service__in=services))

    def _reachable(self, addresses):
        rows = addresses.filter(contact=OuterRef("pk"))
        there = Exists(rows.filter(left_on__isnull=True))
        found = self.filter(there | Q(left_on__isnull=True) & ~Exists(rows))
        return found.order_by(*self.model.call_order(rows))

    def known_to(self, service):
        """With `known`, the address in force for this service (a row or its key)."""
        rows = _addresses(self.model).filter(service=service)
        return self.prefetch_related(Prefetch("addresses", rows, to_attr="in_force"))

    def undecided_by(self, service):
        """People of whom this service neither takes what was said last nor has set it aside."""
        mine = _addresses(self.model).filter(contact=OuterRef("pk"), service=service)
        present = ~Exists(mine.filter(_settled(OuterRef, left=False)))
        gone = Exists(mine.exclude(_settled(OuterRef, left=True)))
        known = _addresses(self.model).filter(service=service)
        return self._said(present | self.model.takes_over(known), gone)

    def disputed(self):
        """People about whom a service that knows one of their colleagues, or them, has not decided."""
        of = self.model.organisation
        rows = _addresses(self.model)

        def outer(name):
            return OuterRef(OuterRef(name))

        settled = rows.filter(
            _settled(outer, left=False), contact=outer("pk"), service=OuterRef("service")
        )
        knowing = rows.filter(**{f"contact__{of}": OuterRef(of)})
        mine = rows.filter(contact=OuterRef("pk"))
        present = Exists(knowing.filter(~Exists(settled)))
        gone = Exists(mine.exclude(_settled(OuterRef, left=True)))
        return self._said(present | self.model.takes_over(rows), gone)

    def _said(self, present, gone):
        """`present` of those said to be there; `gone` of those said to have left for good.

        Who names a successor, or goes on in another row, asks nothing about their own departure.
        """
        left = Q(left_on__isnull=False) & self.model.FOR_GOOD
        return self.filter(Q(present, left_on__isnull=True) | Q(gone) & left)


class Addressed(models.Model):
    """For a contact: the address said last, by whom and how, and what each service makes of it."""

    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("adresse électronique", blank=True)
    # The database dates each change, and forgets who said the former one.
    address_at = models.DateTimeField(
        "coordonnées dites le", default=timezone.now, db_default=Now(), editable=False
    )
    address_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name="coordonnées saisies par",
    )
    address_source = models.CharField(
        "obtenues",
        max_length=10,
        choices=AddressSource,
        blank=True,
        default="",
        db_default="",
        editable=False,
    )

    # Of those who left: nobody else stands for them.
    FOR_GOOD = Q()
    # What `known_to` reads, and the field that says where they work.
    in_force: list[Any]
    organisation = ""
    name: Any
    left_on: Any
    objects: Any
    addresses: Any

    class Meta:
        abstract = True

    @classmethod
    def call_order(cls, known) -> tuple:
        """How to sort these people; `known`: the rows by which services know one of them."""
        return tuple(cls._meta.ordering or ())

    @classmethod
    def takes_over(cls, known) -> Q:
        """Of people whom services know (`known`, their rows): named successors, while one of these
        services has not decided about it. At a company nobody names one."""
        return Q(pk__in=())

    def save(self, *args, update_fields=None, **kwargs):
        """A changed address, number or departure stands in the history of the company, or the buyer.

        Without the name or the address. What was not obtained from the person undoes an earlier
        verification: it was of other coordinates.
        """
        before = type(self).objects.filter(pk=self.pk).first() if self.pk else None
        changed = before is not None and any(
            getattr(before, name) != getattr(self, name) for name in SAID
        )
        if changed and self._undoes_verification(before):
            self.verified_on = None
            update_fields = update_fields and {*update_fields, "verified_on"}
        super().save(*args, update_fields=update_fields, **kwargs)
        if changed:
            self.log_change(self.address_source, by=self.address_by)

    def _undoes_verification(self, before) -> bool:
        moved = (before.email, before.phone) != (self.email, self.phone)
        kept = getattr(self, "verified_on", None)
        return bool(
            moved
            and kept
            and kept == before.verified_on
            and self.address_source not in AddressSource.from_the_person()
        )

    def note(self, said: dict[str, Any], *, journal, service, source, by=None, **also) -> None:
        """Write down what somebody said of this person, so that an undo takes it back.

        `said` holds some of `email`, `phone`, `left_on`; `also`, other columns of the contact. It
        serves `service` (a row or its key) and those in sight that know the person; to the others it
        is proposed.
        """
        self.refresh_from_db(from_queryset=type(self).objects.select_for_update(of=("self",)))
        changed = any(getattr(self, name) != value for name, value in said.items())
        saying = self.saying(source, by) if changed else {}
        rows = self._locked_addresses(_key(service), journal) if said else []
        # A trigger serves whoever is in sight: here, nobody who did not know this person.
        with perimeter({row.service_id for row in rows}):
            for row in rows:
                row.contact = self
                row.take(said, journal=journal, by=by)
            # Last, so that an undo begins with it: the rows are then as they were.
            journal.change_shared(self, SAID, **said, **saying, **also)
        if changed:
            self.log_change(source, by=by)
        if said:
            noted.send(sender=type(self), instance=self, journal=journal)

    def _locked_addresses(self, mine: int, journal) -> list[AddressInForce]:
        """Rows of the services in sight that know this person, and the one of the service `mine`."""
        table = _addresses(type(self))
        rows = table.filter(contact=self, service__in={mine, *services_in_sight()})
        found = list(rows.select_for_update(of=("self",)).order_by("pk"))
        if mine not in {row.service_id for row in found}:
            row = journal.create(table.model, contact=self, service_id=mine, decided_at=NEVER)
            found.append(row)
        return found

    def log_change(self, source: str, *, by=None) -> None:
        log(self.employer, "offers.contact_changed", user=by, data={"source": str(source)})

    @property
    def employer(self):
        """The company, or the buyer."""
        return getattr(self, self.organisation)

    @property
    def known(self) -> AddressInForce:
        """The address in force for the service that `known_to` named."""
        return next(iter(self.in_force), None) or self._unknown()

    def address_for(self, service) -> AddressInForce:
        """The address in force for the files of this service (a row or its key); maybe empty.

        Asks nothing where `addresses` were prefetched, for a list that only reads.
        """
        key = _key(service)
        if "addresses" in getattr(self, "_prefetched_objects_cache", ()):
            found = next((row for row in self.addresses.all() if row.service_id == key), None)
        else:
            found = self.addresses.filter(service=service).first()
        return found or self._unknown(service_id=key)

    def _unknown(self, **of) -> AddressInForce:
        return _addresses(type(self)).model(contact=self, left_on=self.left_on, **of)

    @staticmethod
    def saying(source: AddressSource, by=None) -> dict[str, Any]:
        """Columns to write along with a new address or a departure: who wrote it, how it was obtained."""
        return {"address_at": timezone.now(), "address_by": by, "address_source": source}

    def is_undecided_by(self, service) -> bool:
        return type(self).objects.undecided_by(service).filter(pk=self.pk).exists()

    def adopt(self, services: Iterable, *, by=None) -> None:
        """These services (rows or keys) take what was said last; each must be in sight."""
        said = {
            "email": self.email,
            "phone": self.phone,
            "left_on": self.left_on,
            "bounced_on": None,
        }
        for service in services:
            self._decide(service, by, said)

    def keep_former(self, services: Iterable, *, by=None) -> None:
        """These services keep what they have: for a person they did not know, nothing."""
        for service in services:
            self._decide(service, by, {})

    def is_named(self, name: str) -> bool:
        """Whether `name` is this person's, whatever its accents, capitals and order."""
        return sorted(fold(name).split()) == sorted(fold(self.name).split())

    def _decide(self, service, by, said: dict[str, Any]) -> None:
        self.addresses.update_or_create(
            service_id=_key(service), defaults={**said, "decided_at": Now(), "decided_by": by}
        )

    @property
    def address_seen(self) -> str:
        """Names the address said last in a form that decides about it."""
        return self.address_at.isoformat()


def _settled(outer, *, left: bool) -> Q:
    """Of the row of a service: it says what the contact (`outer`) says, or was decided since."""
    decided = Q(decided_at__gte=outer("address_at"))
    if left:
        return Q(left_on__isnull=False) | decided
    same = Q(email=outer("email"), phone=outer("phone"), left_on__isnull=True)
    return same | decided


def _addresses(model):
    """The manager of the addresses of a model of contacts."""
    return model._meta.get_field("addresses").related_model.objects


def _key(service) -> int:
    return getattr(service, "pk", service)
