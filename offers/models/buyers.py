"""Buyers and the people who follow their contracts."""

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from offers.enums import AddressSource, BuyerContactRole, BuyerKind
from offers.identifiers import validate_siret
from offers.models.addresses import Addressed, AddressedQuerySet
from offers.models.base import Dated, sorted_by
from psf.french.folding import fold
from psf.quantities.identifiers import compact_digits


class BuyerQuerySet(models.QuerySet):
    def matching_text(self, text: str):
        """Buyers whose name, SIRET or commune has `text`, accents aside."""
        needle = fold(text.strip())
        found = models.Q(sort_name__contains=needle) | models.Q(
            commune__sort_name__startswith=needle
        )
        if digits := compact_digits(text):
            found |= models.Q(siret__startswith=digits)
        return self.filter(found)


class Buyer(Dated, ClusterableModel):
    """A public or private buyer, who puts the clause into contracts."""

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

    objects = BuyerQuerySet.as_manager()

    class Meta:
        verbose_name = "acheteur"
        verbose_name_plural = "acheteurs"
        ordering = ["sort_name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["siret"],
                condition=~models.Q(siret=""),
                name="buyer_siret_once",
                violation_error_message="Un acheteur porte déjà ce SIRET.",
            )
        ]

    def __str__(self):
        return self.name

    def clean_fields(self, exclude=None):
        self.siret = compact_digits(self.siret)
        super().clean_fields(exclude)


class BuyerContact(Addressed, Dated):
    """Somebody at the buyer's: who leaves names a successor."""

    # A contact of a company has them.
    function = ""
    bounced_on = None
    organisation = "buyer"
    FOR_GOOD = Q(successor__isnull=True)

    buyer = ParentalKey(
        Buyer, on_delete=models.PROTECT, related_name="contacts", verbose_name="acheteur"
    )
    role = models.CharField("rôle", max_length=12, choices=BuyerContactRole)
    name = models.CharField("nom", max_length=120)
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

    objects = AddressedQuerySet.as_manager()

    class Meta:
        verbose_name = "contact d'acheteur"
        verbose_name_plural = "contacts d'acheteurs"
        ordering = ["sort_name", "pk"]

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

    def current_for(self, service):
        """The last of the line whom this service knows how to reach, or None.

        A departure and a successor that it has not taken change nothing for its files.
        """
        known = ((person, person.address_for(service)) for person in reversed(self.line))
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
        gone = address.left_on and not self.successor_id
        return not gone and not address.is_empty
