"""Links for people without an account: signed, expiring, revocable, for one purpose."""

import base64
import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from psf.french.days import numeric
from psf.links.enums import DAYS, LinkPurpose


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _nonce() -> str:
    return secrets.token_hex(16)


class LinkQuerySet(models.QuerySet["Link"]):
    def of_token(self, token: str) -> "Link | None":
        """The link of this token, alive or not, or None; the scope must let its row be seen."""
        return self.filter(digest=digest_of(token)).first()

    def alive(self, now: datetime | None = None) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now or timezone.now())

    def revoke(self, now: datetime | None = None) -> int:
        return self.filter(revoked_at__isnull=True).update(revoked_at=now or timezone.now())


class Link(models.Model):
    """Opens one page for one person. The token is never stored.

    It is computed from `nonce` with the site's secret key, so that a message can be written again,
    and found by its digest: a copy of the database opens nothing. Rows about a young person stand
    under the perimeter.
    """

    purpose = models.CharField("objet", max_length=10, choices=LinkPurpose)
    nonce = models.CharField(max_length=32, default=_nonce, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    expires_at = models.DateTimeField("valable jusqu'au")
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    # Opening changes nothing, mail scanners open links: only an answer is dated.
    answered_at = models.DateTimeField("dernière réponse le", null=True, blank=True)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )
    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="links",
    )
    placement = models.ForeignKey(
        "matching.Placement", models.PROTECT, null=True, blank=True, related_name="links"
    )
    guardian = models.ForeignKey(
        "matching.Guardian", models.PROTECT, null=True, blank=True, related_name="links"
    )
    party = models.CharField("signataire", max_length=16, blank=True)
    offer = models.ForeignKey(
        "offers.Offer", models.PROTECT, null=True, blank=True, related_name="links"
    )
    contract = models.ForeignKey(
        "offers.Contract", models.PROTECT, null=True, blank=True, related_name="links"
    )
    contact = models.ForeignKey(
        "offers.CompanyContact", models.PROTECT, null=True, blank=True, related_name="links"
    )
    buyer_contact = models.ForeignKey(
        "offers.BuyerContact", models.PROTECT, null=True, blank=True, related_name="links"
    )

    objects = LinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(youth__isnull=True, placement__isnull=True, guardian__isnull=True)
                | Q(youth__isnull=False, service__isnull=False),
                name="link_about_youth_has_service",
            ),
            models.CheckConstraint(
                condition=Q(purpose=LinkPurpose.COMPANY, placement__isnull=False)
                & Q(contact__isnull=False)
                | Q(purpose=LinkPurpose.CLAUSE, offer__isnull=False, contact__isnull=False)
                & Q(youth__isnull=True)
                | Q(purpose=LinkPurpose.BUYER, contract__isnull=False, buyer_contact__isnull=False)
                & Q(youth__isnull=True)
                | Q(purpose=LinkPurpose.YOUTH, youth__isnull=False, guardian__isnull=True)
                | Q(purpose=LinkPurpose.GUARDIAN, guardian__isnull=False)
                | Q(purpose=LinkPurpose.SIGN, placement__isnull=False) & ~Q(party=""),
                name="link_holds_what_its_purpose_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({numeric(self.created_at)})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.digest:
            self.digest = digest_of(self.token)
        super().save(*args, **kwargs)

    @classmethod
    def issue(
        cls,
        purpose: LinkPurpose,
        *,
        now: datetime | None = None,
        until: datetime | None = None,
        **about: Any,
    ) -> "Link":
        """Create a link; `about` names its subject and holder, `until` replaces the usual life."""
        now = now or timezone.now()
        subject = about.get("placement") or about.get("youth")
        if subject is not None:
            about.update(subject.as_subject())
        return cls.objects.create(
            purpose=purpose,
            created_at=now,
            expires_at=until or now + timedelta(days=DAYS[purpose]),
            **about,
        )

    @property
    def token(self) -> str:
        """32 characters that nobody can guess; only for a message being sent."""
        mac = salted_hmac("psf.links", self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:24]).decode()

    @property
    def url(self) -> str:
        """The whole address, token included: it goes into the message and nowhere else."""
        site: str = settings.WAGTAILADMIN_BASE_URL
        return site.rstrip("/") + reverse("links:open", args=[self.token])

    @property
    def key(self) -> str:
        """Names the link in addresses; it opens nothing without the visitor's cookie."""
        return self.digest[:16]

    def is_alive(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())
