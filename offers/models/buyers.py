"""Buyers and the people who follow their contracts."""

from typing import Any

from django.contrib.postgres.indexes import GinIndex
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce, Now
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from offers.enums import AddressSource, BuyerContactRole, BuyerKind
from offers.identifiers import validate_siret
from offers.models.addresses import Addressed, AddressedQuerySet
from offers.models.base import Dated, sorted_by
from offers.models.merging import MergeableBuyer
from offers.querysets import OfWords
from psf.french.folding import fold
from psf.quantities.identifiers import compact_digits
from psf.quantities.letters import refuse_other_alphabets
from psf.seeking.database import vector


class BuyerQuerySet(OfWords, models.QuerySet):
    def current(self):
        """Buyers still themselves: not merged into another."""
        return self.filter(merged_into__isnull=True)

    def matching_text(self, text: str):
        """Buyers whose name, SIRET or commune has `text`, accents aside."""
        needle = fold(text.strip())
        found = models.Q(sort_name__contains=needle) | models.Q(
            commune__sort_name__startswith=needle
        )
        if digits := compact_digits(text):
            found |= models.Q(siret__startswith=digits)
        return self.filter(found | Q(pk__in=self.of_words(text)))


class Buyer(MergeableBuyer, Dated, ClusterableModel):
    """A public or private buyer, who puts the clause into contracts."""

    WORDS = vector("name", "siret")

    name = models.CharField("nom", max_length=200)
    sort_name = sorted_by("name")
    kind = models.CharField("nature", max_length=10, choices=BuyerKind)
    siret = models.CharField(
        "SIRET", max_length=14, blank=True, validators=[validate_siret], help_text="14 chiffres."
    )
    commune = models.ForeignKey(
        "territories.Commune", models.PROTECT, null=True, blank=True, verbose_name="commune"
    )
    convention_until = models.DateField(
        "convention de partenariat jusqu'au",
        null=True,
        blank=True,
        help_text="Sans convention, la MLDS est consultée avant chaque publication.",
    )
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        editable=False,
        verbose_name="fusionné dans",
    )

    objects = BuyerQuerySet.as_manager()

    class Meta:
        verbose_name = "acheteur"
        verbose_name_plural = "acheteurs"
        ordering = ["sort_name", "pk"]
        permissions = [("merge_buyer", "Fusionner deux acheteurs")]
        indexes = [GinIndex(vector("name", "siret"), fastupdate=False, name="buyer_words")]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~models.Q(siret="") & models.Q(merged_into__isnull=True),
                name="buyer_siret_once",
                violation_error_message="Un acheteur porte déjà ce SIRET.",
            )
        ]

    def __str__(self):
        return self.name

    def clean_fields(self, exclude=None):
        self.siret = compact_digits(self.siret)
        super().clean_fields(exclude)


class BuyerContactQuerySet(AddressedQuerySet):
    def for_lines(self):
        """With what `line_for` reads, as far as one successor each."""
        return self.select_related("successor").prefetch_related(
            "addresses__successor__addresses", "successor__addresses"
        )


class BuyerContact(Addressed, Dated):
    """Somebody at the buyer's: who leaves names a successor."""

    WORDS = vector("name", "email", numbers=("phone",))
    # A contact of a company has them.
    function = ""
    bounced_on = None
    organisation = "buyer"
    FOR_GOOD = Q(successor__isnull=True)

    buyer = ParentalKey(
        Buyer, on_delete=models.PROTECT, related_name="contacts", verbose_name="acheteur"
    )
    role = models.CharField("rôle", max_length=12, choices=BuyerContactRole)
    name = models.CharField("nom", max_length=120, validators=[refuse_other_alphabets])
    sort_name = sorted_by("name")
    left_on = models.DateField("parti le", null=True, blank=True)
    successor = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name="successeur",
    )
    # Dated by the database.
    successor_at = models.DateTimeField("successeur dit le", null=True, editable=False)

    objects = BuyerContactQuerySet.as_manager()

    class Meta:
        verbose_name = "contact d'acheteur"
        verbose_name_plural = "contacts d'acheteurs"
        ordering = ["sort_name", "pk"]
        indexes = [
            GinIndex(
                vector("name", "email", numbers=("phone",)),
                fastupdate=False,
                name="buyercontact_words",
            )
        ]

    def __str__(self):
        return f"{self.name} ({self.get_role_display()})"

    def clean(self):
        if not (self.phone or self.email):
            raise ValidationError({"phone": "Indiquez un téléphone ou une adresse électronique."})
        if self.successor_id and self.successor.buyer_id != self.buyer_id:
            raise ValidationError({"successor": "Le successeur travaille chez le même acheteur."})

    @property
    def line(self) -> list:
        """This person, then the successors, the last one at the end."""
        found = [self]
        while (after := found[-1].successor) and after not in found:
            found.append(after)
        return found

    @property
    def current(self):
        """The person to contact today: this one, or the last successor."""
        return self.line[-1]

    @classmethod
    def takes_over(cls, known):
        of_them = known.filter(contact=OuterRef("pk"))
        since = OuterRef("successor_at")
        undecided = of_them.filter(decided_at__lt=since).exclude(
            successor_id=Coalesce(OuterRef("successor_id"), 0)
        )
        # About somebody whom they do not know, they go by whom they took since.
        decided_since = known.filter(contact=OuterRef("successor"), decided_at__gte=since)
        asks = Exists(undecided) | ~Exists(of_them) & ~Exists(decided_since)
        before = cls.objects.filter(asks, successor=OuterRef("pk"), successor_at__isnull=False)
        return Exists(before) & Exists(of_them)

    def successor_for(self, service):
        """Who takes over from this person, as this service holds, or None.

        Of somebody whom it does not know, whoever it took after they were named.
        """
        mine = self.address_for(service)
        if mine.pk:
            return mine.successor
        after = self.successor
        if after is None or self.successor_at is None:
            return after
        known = after.address_for(service)
        return after if known.pk and known.decided_at >= self.successor_at else None

    def line_for(self, service) -> list:
        """This person, then the successors, as far as this service holds."""
        found = [self]
        while (after := found[-1].successor_for(service)) and after not in found:
            found.append(after)
        return found

    @property
    def known_line(self) -> list:
        """The same for the service that `known_to` named, of the people at hand."""
        found = [self]
        while after := found[-1].successor:
            known: Any = found[-1].known
            if after in found or (known.pk and known.successor_id != after.pk):
                break
            found.append(after)
        return found

    def current_for(self, service):
        """The last of the line whom this service knows how to reach, or None.

        A departure and a successor that it has not taken change nothing for its files.
        """
        known = (
            (person, person.address_for(service)) for person in reversed(self.line_for(service))
        )
        return next((person for person, address in known if person.is_reached_by(address)), None)

    def correct_own(self, values: dict) -> None:
        """Keep what this person says of themselves, who is therefore still there."""
        values = {**values, **self.saying(AddressSource.OWN_LINK)}
        if self.successor_id is None:
            values["left_on"] = None
        for name, value in values.items():
            setattr(self, name, value)
        self.save(update_fields=[*values, "updated_at"])

    def is_reached_by(self, address) -> bool:
        """Whether a service that knows this person by `address` goes on with them.

        Who left and named a successor is written to until the service has taken the successor.
        """
        after = address.successor_id if address.pk else self.successor_id
        return not address.is_empty and not (address.left_on and not after)

    def _decide(self, service, by, said):
        """To take somebody is to take them as successor of whoever named them; not to, settles it."""
        super()._decide(service, by, said)
        decided = {"decided_at": Now(), "decided_by": by}
        for before in self.predecessors.all():
            theirs = before.addresses.filter(service=service)
            if said:
                theirs.update(successor=self, **decided)
            elif not theirs.update(**decided):
                # Without address: whom they did not know is set aside, and so is what they named.
                before.addresses.create(service_id=getattr(service, "pk", service), **decided)
