"""What an action or an event is about."""

from django.db import models
from django.db.models import Q

from psf.workflow.kinds import Subject

SUBJECTS = ("placement", "youth", "offer", "contact", "filing")


class AboutSubject(models.Model):
    """Columns shared by actions and events: the subject, and the service it stands in.

    Subjects are named by string, so that the ground imports nothing above it. `youth` is filled
    for a placement too: the database then moves the row with a handover, and protects it. Rows
    about an offer or a company's contact alone, or what came by a public form, have no young person
    and are common to all.
    """

    service = models.ForeignKey("territories.Service", models.PROTECT, verbose_name="service")
    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        verbose_name="jeune",
        related_name="%(class)ss",
    )
    placement = models.ForeignKey(
        "matching.Placement",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="parcours",
        related_name="%(class)ss",
    )
    offer = models.ForeignKey(
        "offers.Offer",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="offre",
        related_name="%(class)ss",
    )
    contact = models.ForeignKey(
        "offers.CompanyContact",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="contact",
        related_name="%(class)ss",
    )
    filing = models.ForeignKey(
        "offers.Filing",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="demande en ligne",
        related_name="%(class)ss",
    )

    class Meta:
        abstract = True

    @staticmethod
    def subject_constraint(name: str) -> models.CheckConstraint:
        """A placement comes with its young person; otherwise exactly one subject is named."""
        about_one = (
            Q(placement__isnull=False, youth__isnull=False, offer__isnull=True)
            | Q(
                placement__isnull=True,
                youth__isnull=False,
                offer__isnull=True,
                contact__isnull=True,
            )
            | Q(placement__isnull=True, youth__isnull=True, offer__isnull=False)
            | Q(
                placement__isnull=True,
                youth__isnull=True,
                offer__isnull=True,
                contact__isnull=False,
            )
        )
        none = {f"{other}__isnull": True for other in SUBJECTS if other != "filing"}
        return models.CheckConstraint(
            condition=Q(about_one, filing__isnull=True) | Q(filing__isnull=False, **none),
            name=name,
        )

    def subject_keys(self) -> dict[str, int | None]:
        """The same columns, to name the same subject in another row."""
        names = ("service", *SUBJECTS)
        return {f"{name}_id": getattr(self, f"{name}_id") for name in names}

    @property
    def subject(self) -> Subject:
        """The placement, young person, offer, contact or filing concerned."""
        return next(
            getattr(self, name) for name in SUBJECTS if getattr(self, f"{name}_id") is not None
        )
