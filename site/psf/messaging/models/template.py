"""Texts that people change: versions, national or of one académie, never overwritten."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Max, Q

from psf.messaging.kinds import SUBJECT_LIMIT, MessageKind, Text, kind_of, problems_of


class MessageTemplateQuerySet(models.QuerySet):
    def newest(self, kind: str, academy_id=None):
        """The newest version for this académie alone (None: the national one), or None."""
        return self.filter(kind=kind, academy=academy_id).order_by("-number").first()

    def newest_versions(self, academy_ids, kind: str | None = None) -> dict:
        """(kind, académie id or None) → newest version there, in one query."""
        levels = Q(academy__isnull=True) | Q(academy__in=[pk for pk in academy_ids if pk])
        rows = self.filter(levels) if kind is None else self.filter(levels, kind=kind)
        rows = rows.order_by("kind", "academy_id", "-number").distinct("kind", "academy_id")
        return {(row.kind, row.academy_id): row for row in rows}

    def in_force(self, kind: str, academy_id=None):
        """The académie's newest version, else the national one, else None: the code's own text.

        An académie's version withdrawn (`inherits`) gives way to the national one.
        """
        versions = self.newest_versions([academy_id], kind)
        levels = (versions.get((kind, level)) for level in dict.fromkeys((academy_id, None)))
        return next((version for version in levels if version and not version.inherits), None)


class MessageTemplate(models.Model):
    """One version of a message's text. `inherits` gives the word back to the level below."""

    kind = models.CharField("message", max_length=40)
    academy = models.ForeignKey(
        "territories.Academy",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="académie",
        help_text="Vide : texte national.",
    )
    number = models.PositiveIntegerField("version", editable=False)
    inherits = models.BooleanField("revenir au texte par défaut", default=False)
    subject = models.CharField("objet", max_length=SUBJECT_LIMIT, blank=True)
    body = models.TextField("message", max_length=4000, blank=True)
    sms = models.TextField("SMS", max_length=480, blank=True)
    reason = models.CharField("motif du changement", max_length=200)
    created_at = models.DateTimeField("créée le", auto_now_add=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )

    objects = MessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de message"
        verbose_name_plural = "modèles de messages"
        ordering = ["kind", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "academy", "number"],
                name="message_template_version",
                nulls_distinct=False,
                violation_error_message="Quelqu'un vient d'enregistrer une autre version.",
            ),
            models.CheckConstraint(
                condition=Q(inherits=True) | ~Q(subject="") & ~Q(body=""),
                name="message_template_has_text",
                violation_error_message="Écrivez un objet et un message.",
            ),
        ]

    def __str__(self):
        return f"{self.message_kind.label}, version {self.number}"

    @property
    def message_kind(self) -> MessageKind:
        return kind_of(self.kind)

    @property
    def text(self) -> Text:
        return Text(self.subject, self.body, self.sms)

    def clean(self):
        if not self.inherits and (problems := problems_of(self.message_kind, self.text)):
            raise ValidationError(problems)

    def save(self, *args, **kwargs):
        if not self._state.adding:
            raise TypeError("A version of a text is never changed: write the next one.")
        if self.number is None:
            versions = MessageTemplate.objects.filter(kind=self.kind, academy=self.academy_id)
            self.number = (versions.aggregate(newest=Max("number"))["newest"] or 0) + 1
        super().save(*args, **kwargs)
