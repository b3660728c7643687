"""What the clock did: its runs, and each time a rule found something to do."""

from django.db import models

from psf.french.moments import numeric_moment


class ClockRun(models.Model):
    """One pass of the clock over all its rules."""

    started_at = models.DateTimeField("commencée le", db_index=True)
    finished_at = models.DateTimeField("terminée le", null=True, blank=True)
    handled = models.PositiveIntegerField("suivis traités", default=0)
    failed = models.PositiveIntegerField("échecs", default=0)

    class Meta:
        verbose_name = "passage des relances automatiques"
        verbose_name_plural = "passages des relances automatiques"
        ordering = ["-started_at"]

    def __str__(self) -> str:
        return numeric_moment(self.started_at)


class RuleFiring(models.Model):
    """A rule of the clock handled a subject: its public code, never a person."""

    rule = models.CharField("règle", max_length=40)
    code = models.CharField("code", max_length=40)
    at = models.DateTimeField("date")

    class Meta:
        verbose_name = "déclenchement d'une relance"
        verbose_name_plural = "déclenchements des relances"
        ordering = ["-at", "-pk"]
        permissions = [("follow_clock", "Suivre les relances automatiques")]
        indexes = [
            models.Index(fields=["rule", "-at"], name="rulefiring_rule_at"),
            models.Index(fields=["at"], name="rulefiring_at"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.code}"
