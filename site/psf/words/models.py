"""A word of a list: dated, national or of an académie, added and ended, never changed nor deleted."""

from datetime import date
from typing import Any, NoReturn, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce, Lower
from django.utils import timezone

LABEL_LIMIT = 80
HELP_LIMIT = 160
# Words that the code brought: no older choice exists.
FIRST_DAY = date(2000, 1, 1)


def chosen_word() -> "models.ForeignKey[Word | None, Word | None]":
    """A column that keeps, beside a code, the word under which somebody chose it."""
    return models.ForeignKey(
        "words.Word", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )


class OnlyEnded(RuntimeError):
    """Somebody tried to delete a word: end it, it stays on the files that keep it."""


class WordQuerySet(models.QuerySet["Word"]):
    def at(self, academy_id: int | None) -> Self:
        """Of one académie, or national for None."""
        return self.filter(academy=academy_id)

    def of_list(self, name: str) -> Self:
        return self.filter(list_name=name)

    def in_force(self, on: date) -> Self:
        return self.filter(valid_from__lte=on).filter(
            Q(valid_until__isnull=True) | Q(valid_until__gte=on)
        )

    def delete(self) -> NoReturn:
        raise OnlyEnded("A word is never deleted.")

    delete.queryset_only = True  # type: ignore[attr-defined]  # Read by Django on the function.


class Word(models.Model):
    """What people read for one `key` of a list, from a day on.

    Rows of one key follow each other: the next one renames. A row of an académie stands over the
    national one of the same key; not `offered`, it says that the académie does not offer it. A word
    that the code brought has its category for key.
    """

    list_name = models.CharField("liste", max_length=20)
    key = models.CharField("clé", max_length=40)
    category = models.CharField("catégorie nationale", max_length=24)
    label = models.CharField("mot", max_length=LABEL_LIMIT)
    help = models.CharField("aide", max_length=HELP_LIMIT, blank=True)
    academy = models.ForeignKey(
        "territories.Academy",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="académie",
    )
    offered = models.BooleanField("proposé", default=True)
    valid_from = models.DateField("à partir du", default=timezone.localdate)
    valid_until = models.DateField("jusqu'au", null=True, blank=True)
    created_at = models.DateTimeField("ajouté le", default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name="par",
    )

    objects = WordQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "mot d'une liste"
        verbose_name_plural = "listes de mots"
        ordering = ["list_name", "pk"]
        default_permissions = ("add", "view")
        constraints = [
            models.UniqueConstraint(
                "list_name",
                Coalesce("academy", 0),
                "key",
                condition=Q(valid_until__isnull=True),
                name="word_one_open_row",
                violation_error_message="Quelqu'un vient de changer ce mot : relisez la liste.",
            ),
            models.UniqueConstraint(
                "list_name",
                Coalesce("academy", 0),
                "key",
                "valid_from",
                name="word_one_row_from_a_day",
                violation_error_message="Ce mot change déjà ce jour-là.",
            ),
            models.UniqueConstraint(
                "list_name",
                Coalesce("academy", 0),
                Lower("label"),
                condition=Q(valid_until__isnull=True, offered=True),
                name="word_one_live_label",
                violation_error_message="Ce mot est déjà dans la liste.",
            ),
            models.CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="word_ends_after_it_began",
                violation_error_message="Un mot vaut au moins un jour.",
            ),
            models.CheckConstraint(
                condition=~Q(label="") & ~Q(category="") & ~Q(key=""), name="word_says_something"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise OnlyEnded("A word is never deleted.")

    @property
    def in_form(self) -> str:
        """As it is offered: the word, with its help."""
        return f"{self.label} ({self.help})" if self.help else self.label

    @property
    def is_from_the_start(self) -> bool:
        return self.valid_from == FIRST_DAY

    @property
    def is_to_come(self) -> bool:
        return self.valid_from > timezone.localdate()


class ListOrder(models.Model):
    """In which order a list is offered, nationally or in an académie: the keys, first to last."""

    list_name = models.CharField("liste", max_length=20)
    academy = models.ForeignKey(
        "territories.Academy", models.PROTECT, null=True, blank=True, related_name="+"
    )
    keys = models.JSONField(default=list)

    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "ordre d'une liste de mots"
        verbose_name_plural = "ordres des listes de mots"
        ordering = ["pk"]
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                "list_name", Coalesce("academy", 0), name="list_order_one_at_a_level"
            )
        ]

    def __str__(self) -> str:
        return self.list_name
