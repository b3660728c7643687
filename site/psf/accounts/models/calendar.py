"""The address by which somebody's own calendar reads their agenda, without signing in."""

import base64
import hashlib
import secrets
from datetime import date
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

if TYPE_CHECKING:
    from .user import User


class Whose(models.TextChoices):
    """Whose days an agenda shows."""

    MINE = "moi", "ce que je suis"
    SERVICES = "services", "tout ce que suivent mes services"


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_nonce() -> str:
    return secrets.token_hex(16)


class CalendarAddressQuerySet(models.QuerySet["CalendarAddress"]):
    def of_token(self, token: str) -> "CalendarAddress | None":
        """The address of this token, of an account that is open; None for any other."""
        found = self.select_related("user").filter(digest=digest_of(token))
        return found.filter(user__is_active=True).first()

    def dead(self) -> "CalendarAddressQuerySet":
        """Of accounts that are closed: a later reopening does not bring them back."""
        return self.filter(user__is_active=False)


class CalendarAddress(models.Model):
    """One for each person. Whoever has it reads codes and hours; it is renewed or taken back by its owner.

    As for personal links, the token is never stored: it is computed from `nonce` with the site's secret
    key and found by its digest, so that a copy of the database opens nothing. Taken back, the row is gone.
    """

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="calendar_address",
        verbose_name="personne",
    )
    whose = models.CharField("agenda", max_length=10, choices=Whose, default=Whose.MINE)
    nonce = models.CharField(max_length=32, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_at = models.DateTimeField("créée le", editable=False)
    # A day is enough to see that nobody reads it any more, or that somebody still does.
    read_on = models.DateField("lue le", null=True, blank=True, editable=False)

    objects = CalendarAddressQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "adresse d'agenda"
        verbose_name_plural = "adresses d'agenda"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"agenda de {self.user}"

    @classmethod
    def make(cls, user: "User", whose: str) -> "CalendarAddress":
        """A new address for `user`, in the place of the former one, which opens nothing any more."""
        address = cls.objects.filter(user=user).first() or cls(user=user)
        address.whose = Whose(whose)
        address.nonce, address.read_on = new_nonce(), None
        address.digest = digest_of(address.token)
        address.made_at = timezone.now()
        address.save()
        return address

    def was_read(self, day: date) -> None:
        """Keep the day of the last reading: one write a day."""
        if self.read_on != day:
            self.read_on = day
            self.save(update_fields=["read_on"])

    @property
    def token(self) -> str:
        """32 characters that nobody can guess; only for the screen of its owner."""
        mac = salted_hmac("psf.accounts.calendar", self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:24]).decode()

    @property
    def url(self) -> str:
        """The whole address, token included."""
        site: str = settings.WAGTAILADMIN_BASE_URL
        return site.rstrip("/") + reverse("calendar_file", args=[self.token])
