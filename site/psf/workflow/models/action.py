"""An action: what must be done, by whom, by when. The queue lists open actions and nothing else."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from psf.workflow.enums import Actor
from psf.workflow.models.subject import AboutSubject
from psf.workflow.querysets import ActionQuerySet


class Action(AboutSubject):
    """One thing to do. Opened and closed by transitions and the clock only."""

    verb = models.CharField("action", max_length=40)
    actor = models.CharField("à faire par", max_length=12, choices=Actor)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="actions",
        verbose_name="personne chargée",
    )
    opened_at = models.DateTimeField("ouverte le")
    due = models.DateField("à faire avant le (inclus)")
    # The step of the policies that dated it, and the day it is counted from; no day: another date
    # was chosen, and no policy moves it.
    step = models.CharField("étape", max_length=40, blank=True)
    counted_from = models.DateField("compté à partir du", null=True, blank=True)
    taken_at = models.DateTimeField("prise le", null=True, blank=True)
    escalated_on = models.DateField("remontée le", null=True, blank=True)
    # Who was told last; only as good as `escalated_on`.
    escalated_to = models.CharField("remontée à", max_length=12, choices=Actor, blank=True)
    done_at = models.DateTimeField("faite le", null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="faite par",
    )
    outcome = models.CharField("issue", max_length=40, blank=True)
    policy_version = models.PositiveIntegerField("version des délais", default=0)

    objects = ActionQuerySet.as_manager()

    # Wagtail's usage view would walk rows that the database hides.
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "action"
        verbose_name_plural = "actions"
        ordering = ["due", "pk"]
        constraints = [
            AboutSubject.subject_constraint("action_names_its_subject"),
            models.UniqueConstraint(
                fields=["placement", "verb"],
                condition=Q(done_at__isnull=True, placement__isnull=False),
                name="action_once_open_placement",
            ),
            models.UniqueConstraint(
                fields=["youth", "verb"],
                condition=Q(done_at__isnull=True, placement__isnull=True, youth__isnull=False),
                name="action_once_open_youth",
            ),
            models.UniqueConstraint(
                fields=["offer", "verb"],
                condition=Q(done_at__isnull=True, offer__isnull=False, contact__isnull=True),
                name="action_once_open_offer",
            ),
            models.UniqueConstraint(
                fields=["contact", "service", "verb"],
                condition=Q(done_at__isnull=True, contact__isnull=False, placement__isnull=True),
                name="action_once_open_contact",
            ),
            models.UniqueConstraint(
                fields=["filing", "verb"],
                condition=Q(done_at__isnull=True, filing__isnull=False),
                name="action_once_open_filing",
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "due", "id"],
                condition=Q(done_at__isnull=True),
                name="action_open_by_service",
            ),
            models.Index(
                fields=["person", "due"],
                condition=Q(done_at__isnull=True),
                name="action_open_by_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} ({self.subject})"

    @property
    def is_open(self) -> bool:
        return self.done_at is None
