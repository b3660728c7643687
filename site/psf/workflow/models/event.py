"""An event: what happened to a subject, never changed afterwards."""

from collections.abc import Iterable
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q

from psf.accounts.models import User
from psf.workflow.enums import Actor, CallOutcome, EventKind
from psf.workflow.models.subject import AboutSubject

TEXT_LIMIT = 500
# What was typed, after what was chosen beside it.
TEXT_LENGTH = 2 * TEXT_LIMIT


class EventQuerySet(models.QuerySet["Event"]):
    def timeline(self) -> Self:
        """Newest first, with whom they name, for a page that lists them."""
        return self.select_related("by", "contact").order_by("-at", "-pk")

    def news(self) -> Self:
        """What somebody did, or what moved: what the clock signals, its action says already."""
        return self.exclude(kind=EventKind.CLOCK)

    def about_people_of(self, company: models.Model, services: Iterable[int]) -> Self:
        """About the contacts of a company and nothing else; these rows are common, hence `services`."""
        alone = self.filter(placement__isnull=True, offer__isnull=True, youth__isnull=True)
        return alone.filter(contact__company=company, service__in=list(services))

    def transitions(self) -> Self:
        return self.filter(kind=EventKind.TRANSITION)

    def not_undone(self) -> Self:
        return self.filter(undone_by__isnull=True)

    def steps(self) -> Self:
        """What moved the subject, and what else remembers how to go back: calls, « fait »."""
        return self.filter(Q(kind=EventKind.TRANSITION) | ~Q(memory={}))


class Event(AboutSubject):
    """A transition, a call, a deadline passed or a note, with who did it and on whose behalf."""

    kind = models.CharField("nature", max_length=12, choices=EventKind)
    name = models.CharField("code", max_length=40)
    label = models.CharField("libellé", max_length=200)
    from_stage = models.CharField(max_length=20, blank=True)
    to_stage = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField("date")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )
    # Somebody without an account, through their own link.
    guest = models.CharField("par son lien", max_length=12, choices=Actor, blank=True)
    on_behalf_of = models.CharField("au nom de", max_length=12, choices=Actor, blank=True)
    reason = models.CharField("motif", max_length=40, blank=True)
    reason_label = models.CharField(max_length=200, blank=True)
    # The word of the territory for that reason, or for how a call ended, as it stood that day.
    word = models.ForeignKey(
        "words.Word", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    text = models.CharField("précision", max_length=TEXT_LENGTH, blank=True)
    call_outcome = models.CharField("appel", max_length=16, choices=CallOutcome, blank=True)
    # What an undo needs: former values of the subject, actions closed and opened, hours moved.
    memory = models.JSONField(default=dict, blank=True)
    undone_by = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="undoes"
    )
    # Whom the event may be told beyond the services that follow the file.
    visible_to = models.JSONField("visible par", default=list, blank=True)

    objects = EventQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "événement"
        verbose_name_plural = "événements"
        ordering = ["at", "pk"]
        constraints = [AboutSubject.subject_constraint("event_names_its_subject")]
        indexes = [
            models.Index(
                fields=["placement", "-at"],
                condition=Q(placement__isnull=False),
                name="event_placement_at",
            ),
            models.Index(
                fields=["offer", "-at"], condition=Q(offer__isnull=False), name="event_offer_at"
            ),
            models.Index(
                fields=["youth", "-at"], condition=Q(youth__isnull=False), name="event_youth_at"
            ),
            # How many times a word was chosen.
            models.Index(fields=["word"], condition=Q(word__isnull=False), name="event_word"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def is_news(self) -> bool:
        """The rule of `EventQuerySet.news`, for an event at hand."""
        return self.kind != EventKind.CLOCK

    @property
    def is_transition(self) -> bool:
        return self.kind == EventKind.TRANSITION

    def is_taken_back_by(self, user: User) -> bool:
        """Whether `user` noted it themselves and moved nothing: a call, « fait »."""
        return not self.is_transition and self.by_id == user.pk

    @property
    def in_words(self) -> str:
        """« le dernier appel »: what a button that undoes it names."""
        return {EventKind.TRANSITION: "la dernière étape", EventKind.CALL: "le dernier appel"}.get(
            EventKind(self.kind), "la dernière action faite"
        )

    @property
    def undone_in_words(self) -> str:
        return "Étape annulée" if self.is_transition else "Annulé"

    @property
    def is_automatic(self) -> bool:
        """Done by the clock: no user, and nobody through a link."""
        return self.by_id is None and not self.guest

    @property
    def author(self) -> str:
        """Who did it, in words: a user, somebody through their link, or the clock."""
        if self.by_id:
            return str(self.by)
        if self.guest:
            return f"{self.get_guest_display().capitalize()}, par son lien"
        return "Échéance automatique"
