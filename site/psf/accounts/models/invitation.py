"""An invitation to open an account: who, which roles, which perimeter, until when."""

import hashlib
import itertools
import re
import secrets
from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone

from psf.french.days import numeric
from psf.french.folding import fold
from psf.perimeter.models.grants import end_by_default
from psf.quantities.letters import refuse_other_alphabets

from ..querysets import InvitationQuerySet
from ..roles import SEES_PERSONS, Role
from ..second_person import may_open_alone, same_person
from .user import User

LEVELS = ("service", "department", "academy", "region")


class InvitationClosed(Exception):
    """The invitation was accepted, revoked or has expired; the message says which, in French."""


def hash_token(token):
    """The only form of a token that is kept: SHA-256, hexadecimal. Tokens are 256 random bits."""
    return hashlib.sha256(token.encode()).hexdigest()


def suggest_username(first_name, last_name):
    """Return a free name such as `marie-line.martin`, numbered when taken."""
    base = ".".join(re.sub(r"[^a-z0-9]+", "-", fold(n)).strip("-") for n in (first_name, last_name))
    taken = set(User.objects.filter(username__startswith=base).values_list("username", flat=True))
    candidates = (f"{base}{number}" for number in itertools.count(2))
    return base if base not in taken else next(name for name in candidates if name not in taken)


def may_give(giver, place, ends_on, starts_on=None):
    """True when `giver` may open `place` to somebody else: an administrator, or who covers it."""
    starts_on = max(starts_on or timezone.localdate(), timezone.localdate())
    return giver.is_administrator or giver.covers(place, ends_on, starts_on)


class Invitation(models.Model):
    """Opened by an address in a mail; only the hash of its token is kept."""

    email = models.EmailField("adresse électronique")
    first_name = models.CharField("prénom", max_length=150, validators=[refuse_other_alphabets])
    last_name = models.CharField("nom", max_length=150, validators=[refuse_other_alphabets])
    function = models.CharField("fonction", max_length=120, blank=True)
    roles = ArrayField(models.CharField(max_length=40, choices=Role), verbose_name="rôles")
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, null=True, blank=True, verbose_name="service"
    )
    department = models.ForeignKey(
        "territories.Department", models.PROTECT, null=True, blank=True, verbose_name="département"
    )
    academy = models.ForeignKey(
        "territories.Academy", models.PROTECT, null=True, blank=True, verbose_name="académie"
    )
    region = models.ForeignKey(
        "territories.AcademicRegion",
        models.PROTECT,
        null=True,
        blank=True,
        verbose_name="région académique",
    )
    starts_on = models.DateField("à partir du", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au (inclus)", null=True, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="invitations",
        verbose_name="invité par",
        editable=False,
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    sent_at = models.DateTimeField("envoyée le", null=True, editable=False)
    expires_at = models.DateTimeField("valable jusqu’au", editable=False)
    accepted_at = models.DateTimeField("acceptée le", null=True, editable=False)
    accepted_by = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="invitation",
        verbose_name="compte ouvert",
        editable=False,
    )
    revoked_at = models.DateTimeField("retirée le", null=True, editable=False)

    objects = InvitationQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                condition=models.Q(accepted_at__isnull=True, revoked_at__isnull=True),
                name="invitation_once_open",
                violation_error_message="Une invitation est déjà en cours pour cette adresse.",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True)
                | models.Q(ends_on__gte=models.F("starts_on")),
                name="invitation_ends_after_start",
                violation_error_message="La fin du périmètre précède son début.",
            ),
        ]

    def __str__(self):
        return f"{self.first_name} {self.last_name}".strip() or f"invitation n° {self.pk}"

    @property
    def place_field(self):
        """The name of the one field that states the perimeter, or None."""
        return next((level for level in LEVELS if getattr(self, f"{level}_id")), None)

    @property
    def place(self):
        return getattr(self, self.place_field) if self.place_field else None

    @property
    def last_day(self):
        """The end of the perimeter; that of the school year for invitations sent without one."""
        return self.ends_on or end_by_default(max(self.starts_on, timezone.localdate()))

    @property
    def needs_second_person(self):
        """True when its perimeter will wait, once accepted, for another person than who invites."""
        if not self.place:
            return False
        return not may_open_alone(self.invited_by, self.place, self.starts_on, self.last_day)

    @property
    def role_names(self):
        return ", ".join(self.roles)

    role_names.fget.short_description = "rôles"

    @property
    def state(self):
        if self.accepted_at:
            return "acceptée"
        if self.revoked_at:
            return "retirée"
        if self.expires_at <= timezone.now():
            return "expirée"
        return "en attente" if self.sent_at else "non envoyée"

    @property
    def is_open(self):
        return not self.accepted_at and not self.revoked_at

    def clean(self):
        """One place for those who see persons, none needed for the others."""
        places = [level for level in LEVELS if getattr(self, f"{level}_id")]
        if len(places) > 1:
            raise ValidationError(
                "Choisissez un seul niveau : service, département, académie ou région."
            )
        if not places and SEES_PERSONS.intersection(self.roles or []):
            raise ValidationError({"service": "Ce rôle demande un périmètre : choisissez-le."})
        if self.starts_on and self.ends_on and self.ends_on > end_by_default(self.starts_on):
            raise ValidationError(
                {"ends_on": f"Au plus tard le {numeric(end_by_default(self.starts_on))}."}
            )
        self.email = User.objects.normalize_email(self.email)
        if same_person(self, self.invited_by):
            raise ValidationError(
                "Cette invitation porte votre nom ou votre adresse. Un second compte à vous ne vous"
                " ouvre rien : une autre personne l’invite."
            )
        if User.objects.filter(email__iexact=self.email).exists():
            raise ValidationError({"email": "Un compte existe déjà avec cette adresse."})
        # Django skips the constraint of the same rule: a form never shows the dates it rests on.
        others = Invitation.objects.exclude(pk=self.pk).filter(email__iexact=self.email)
        if others.filter(accepted_at__isnull=True, revoked_at__isnull=True).exists():
            raise ValidationError({"email": "Une invitation est déjà en cours pour cette adresse."})

    def renew(self):
        """Give the invitation a new token and a new term; return the token, kept nowhere else."""
        token = secrets.token_urlsafe(32)
        self.token_hash = hash_token(token)
        self.expires_at = timezone.now() + timedelta(days=settings.INVITATION_DAYS)
        self.sent_at = None
        return token

    def check_open(self):
        """Raise `InvitationClosed` unless the invitation can be accepted now."""
        if self.accepted_at:
            raise InvitationClosed("Cette invitation a déjà servi. Connectez-vous.")
        if self.revoked_at:
            raise InvitationClosed("Cette invitation a été retirée.")
        if self.expires_at <= timezone.now():
            raise InvitationClosed("Cette invitation a expiré : demandez-en une nouvelle.")
        giver, place = self.invited_by, self.place
        if not giver.is_active or (
            place and not may_give(giver, place, self.last_day, self.starts_on)
        ):
            raise InvitationClosed("Cette invitation n’est plus valable : demandez-en une autre.")

    def prospective_user(self):
        """The account as it will be opened, not saved: passwords are judged against it."""
        return User(
            username=suggest_username(self.first_name, self.last_name),
            first_name=self.first_name,
            last_name=self.last_name,
            email=self.email,
            function=self.function,
        )

    def accept(self, password):
        """Open the account with its roles and perimeter; return the user.

        Raises `InvitationClosed`. The row is locked, so that a double click opens one account.
        """
        from psf.perimeter.models import PerimeterGrant

        with transaction.atomic():
            invitation = Invitation.objects.select_for_update(of=["self"]).get(pk=self.pk)
            invitation.check_open()
            user = invitation.prospective_user()
            user.set_password(password)
            user.save()
            user.set_roles(invitation.roles)
            if invitation.place:
                by = invitation.invited_by
                granted_by, asked_by = (None, by) if invitation.needs_second_person else (by, None)
                PerimeterGrant.objects.create(
                    user=user,
                    **{invitation.place_field: invitation.place},
                    starts_on=invitation.starts_on,
                    ends_on=invitation.last_day,
                    reason="Invitation",
                    granted_by=granted_by,
                    asked_by=asked_by,
                )
            invitation.accepted_at = timezone.now()
            invitation.accepted_by = user
            invitation.save()
        return user
