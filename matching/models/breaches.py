"""A breach of personal data: what happened, what was done, what was told; kept (RGPD, article 33.5)."""

from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from matching.enums import BreachKind, BreachRisk
from psf.codes import CodeSequence

# RGPD, article 33.1: from the moment one knows.
HOURS = 72
TEXT_LENGTH = 1000
NOTICE_LENGTH = 6000


class BreachQuerySet(models.QuerySet["Breach"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def first_due(self) -> Self:
        return self.order_by(F("closed_at").desc(nulls_first=True), "known_at", "pk")


class Breach(models.Model):
    """A line of the register, under the row security of the service where it happened.

    `about` is a public code, not a key: the register outlives the file. `facts` keeps how much was
    seen when it was stopped, without a name: {"records": [codes], "openings": n, "messages": n,
    "withdrawn": n links, "left_open": n links}; the last two since links are withdrawn one by one.
    """

    codes = CodeSequence("V", "matching_breach_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    kind = models.CharField("ce qui s'est passé", max_length=16, choices=BreachKind)
    happened_at = models.DateTimeField("depuis")
    known_at = models.DateTimeField("constatée le", default=timezone.now)
    about = models.CharField("dossier", max_length=20, blank=True)
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="compte",
    )
    what = models.CharField("récit", max_length=TEXT_LENGTH)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="notée par"
    )
    recorded_at = models.DateTimeField("notée le", default=timezone.now)
    # Stopped
    stopped_at = models.DateTimeField("arrêtée le", null=True, blank=True)
    stopped_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    facts = models.JSONField("relevé", default=dict, blank=True)
    # Judged and told
    people = models.PositiveIntegerField("personnes concernées (environ)", null=True, blank=True)
    consequences = models.CharField("conséquences probables", max_length=TEXT_LENGTH, blank=True)
    measures = models.CharField("mesures prises", max_length=TEXT_LENGTH, blank=True)
    risk = models.CharField("risque", max_length=8, choices=BreachRisk, blank=True)
    cnil_told_at = models.DateTimeField("CNIL notifiée le", null=True, blank=True)
    cnil_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # As sent; before that, as somebody began to write it.
    cnil_text = models.TextField(
        "texte à la CNIL", max_length=NOTICE_LENGTH, blank=True, default="", db_default=""
    )
    cnil_reference = models.CharField("référence de la CNIL", max_length=60, blank=True)
    late_reason = models.CharField("motif du retard", max_length=200, blank=True)
    people_told_on = models.DateField("personnes prévenues le", null=True, blank=True)
    people_told_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    people_text = models.TextField(
        "texte aux personnes", max_length=NOTICE_LENGTH, blank=True, default="", db_default=""
    )
    people_told_how = models.CharField("comment", max_length=200, blank=True)
    closed_at = models.DateTimeField("close le", null=True, blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = BreachQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "violation de données"
        verbose_name_plural = "violations de données"
        ordering = ["-known_at", "-pk"]
        default_permissions = ("add", "change", "view")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(risk=""),
                name="breach_closed_once_judged",
                violation_error_message="Dites d'abord quel risque elle fait courir.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | Q(risk=BreachRisk.NONE)
                | Q(cnil_told_at__isnull=False),
                name="breach_closed_once_notified",
                violation_error_message="Notifiez d'abord la CNIL.",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True)
                | ~Q(risk=BreachRisk.HIGH)
                | Q(people_told_on__isnull=False),
                name="breach_closed_once_people_are_told",
                violation_error_message="Prévenez d'abord les personnes concernées.",
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def save(self, *args, **kwargs) -> None:
        if not self.code:
            self.code = self.codes.next()
        super().save(*args, **kwargs)

    @property
    def notify_before(self) -> datetime:
        return self.known_at + timedelta(hours=HOURS)

    def hours_left(self, now: datetime | None = None) -> int:
        """Whole hours before the CNIL must know; negative once it is late."""
        left = self.notify_before - (now or timezone.now())
        return int(left.total_seconds() // 3600)

    @property
    def must_tell_cnil(self) -> bool:
        """As long as nobody judged it, the hours run."""
        return self.risk != BreachRisk.NONE and self.cnil_told_at is None

    @property
    def must_tell_people(self) -> bool:
        return self.risk == BreachRisk.HIGH and self.people_told_on is None

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.closed_at:
            return "close"
        if self.stopped_at is None and (self.about or self.account_id):
            return "à arrêter"
        if not self.risk:
            return "à évaluer"
        if self.must_tell_cnil:
            return "CNIL à notifier"
        return "personnes à prévenir" if self.must_tell_people else "à clore"
