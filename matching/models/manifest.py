"""The bordereau d'élimination: which records are to be forgotten, decided and signed before the first."""

import json
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from matching.enums import EndOfRecord
from psf.codes import CodeSequence
from psf.ledger.lines import canonical
from psf.ledger.signing import Signature, is_signed, sign

SALT = "psf.manifest"


class ManifestQuerySet(models.QuerySet):
    def unfinished(self):
        return self.filter(finished_at__isnull=True)


class Manifest(models.Model):
    """One service's, of one night: counts, codes, rules, policy and visa; no name.

    `document` is what was signed, as it was signed: canonical JSON {"code", "made_at", "service",
    "policy", "visa", "counts", "lines": [{"number", "code", "merged", "rule"}]}; "request": the code
    of the request that it answers, where it answers one.
    """

    codes = CodeSequence("B", "matching_manifest_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, related_name="+", verbose_name="service"
    )
    made_at = models.DateTimeField("établi le", default=timezone.now)
    finished_at = models.DateTimeField("exécuté le", null=True, blank=True)
    # Dated settings that decided it; its values stand in the document too.
    policy = models.ForeignKey(
        "matching.RetentionPolicy",
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="durées appliquées",
    )
    visa = models.CharField("visa d'élimination", max_length=200, blank=True)
    document = models.TextField()
    signed_by = models.CharField(max_length=12)
    mac = models.CharField(max_length=64)

    objects = ManifestQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "bordereau d'élimination"
        verbose_name_plural = "bordereaux d'élimination"
        ordering = ["-made_at", "-pk"]
        default_permissions = ("view",)

    def __str__(self):
        return self.code

    @classmethod
    def signed(cls, document: dict[str, Any], **fields: Any) -> "Manifest":
        """A manifest of this content, not saved yet."""
        text = canonical(document)
        signature = sign(SALT, text)
        return cls(
            code=document["code"],
            document=text,
            signed_by=signature.key,
            mac=signature.mac,
            **fields,
        )

    @property
    def content(self) -> dict[str, Any]:
        """What the signed document says."""
        content: dict[str, Any] = json.loads(self.document)
        return content

    @property
    def is_signed(self) -> bool:
        return is_signed(SALT, self.document, Signature(self.signed_by, self.mac))

    @property
    def kept_apart(self) -> str:
        """The whole proof as the ledger's folder keeps it."""
        return canonical({"document": self.document, "signed_by": self.signed_by, "mac": self.mac})

    @property
    def counts(self) -> dict[str, int]:
        """{what outcome, in French: how many lines}."""
        found = self.lines.order_by().values_list("outcome").annotate(n=models.Count("pk"))
        return {str(ManifestLine.Outcome(outcome).label): n for outcome, n in sorted(found)}


class ManifestLine(models.Model):
    """One record of a manifest, with those merged into it."""

    class Outcome(models.TextChoices):
        WAITING = "waiting", "à effacer"
        FORGOTTEN = "forgotten", "effacé"
        KEPT = "kept", "gardé"

    manifest = models.ForeignKey(
        Manifest, models.PROTECT, related_name="lines", verbose_name="bordereau"
    )
    service = models.ForeignKey("territories.Service", models.PROTECT, related_name="+")
    number = models.PositiveIntegerField("numéro")
    code = models.CharField("code", max_length=20)
    rule = models.CharField("règle", max_length=16, choices=EndOfRecord)
    outcome = models.CharField("issue", max_length=10, choices=Outcome, default=Outcome.WAITING)
    done_at = models.DateTimeField("le", null=True, blank=True)
    # Why a record was kept after all: decided between the signature and the destruction.
    reason = models.CharField("motif", max_length=200, blank=True)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "ligne de bordereau"
        verbose_name_plural = "lignes de bordereau"
        ordering = ["manifest", "number"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["manifest", "number"], name="manifest_line_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(outcome="waiting"), name="manifest_line_waits_once"
            ),
        ]
        indexes = [
            models.Index(
                fields=["manifest", "number"],
                condition=Q(outcome="waiting"),
                name="manifest_line_waiting",
            )
        ]

    def __str__(self):
        return f"{self.manifest_id}, ligne {self.number}"
