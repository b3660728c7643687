"""Which lines of the ledger this database has applied."""

from django.db import models


class AppliedLine(models.Model):
    """One line, by its number: written with the erasure itself, so that both come or neither.

    A backup restored knows only those of its day: the others are applied again.
    """

    number = models.BigIntegerField(primary_key=True)
    digest = models.CharField(max_length=64)

    class Meta:
        verbose_name = "ligne appliquée du registre des effacements"
        verbose_name_plural = "lignes appliquées du registre des effacements"
        default_permissions = ()

    def __str__(self) -> str:
        return f"ligne {self.number}"
