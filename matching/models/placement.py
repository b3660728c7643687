"""A placement: one young person on one hosting slot, from reservation to bilan."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Max, Q
from django.utils import timezone

from matching.enums import (
    ChoiceReason,
    ClockReason,
    InterruptedReason,
    NotRetainedReason,
    Party,
    PlacementStage,
    Said,
    SilenceReason,
    WayOn,
    WithdrawnReason,
)
from matching.models.hours import ParcoursHours
from matching.models.protected import OfYouth
from matching.models.youth import NO_SENSITIVE_DATA
from matching.querysets import ANSWER_VERB, PlacementQuerySet
from matching.stages import ACTIVE, NEGATIVE, OPEN, STAGES, StageKind, Words
from psf.codes import CodeSequence
from psf.words.models import chosen_word
from psf.workflow.at_hand import open_actions_of
from psf.workflow.enums import Actor
from psf.workflow.words import label_of

PRESENTATION_LIMIT = 600


class Placement(OfYouth):
    """Its stage changes through matching.placements.workflow only."""

    codes = CodeSequence("P", "matching_placement_code")

    code = models.CharField("code", max_length=20, unique=True, editable=False)
    host_slot = models.ForeignKey(
        "offers.HostSlot", models.PROTECT, related_name="placements", verbose_name="lieu d'accueil"
    )
    # The slot's offer, copied: hours are counted there.
    offer = models.ForeignKey(
        "offers.Offer", models.PROTECT, related_name="placements", verbose_name="offre"
    )
    tutor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="placements",
        verbose_name="tuteur pédagogique",
    )
    school = models.ForeignKey(
        "territories.School",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="établissement support",
    )
    stage = models.CharField(
        "étape", max_length=14, choices=PlacementStage, default=PlacementStage.RESERVED
    )
    stage_since = models.DateTimeField("depuis le", default=timezone.now)
    # Hours
    hours = models.PositiveSmallIntegerField("heures prévues")
    hours_reserved = models.PositiveSmallIntegerField(default=0)
    hours_consumed = models.PositiveSmallIntegerField("heures consommées", default=0)
    hours_exceeded = models.PositiveSmallIntegerField("dépassement accepté", default=0)
    # Reservation and file
    reserved_on = models.DateField("réservé le", default=timezone.localdate)
    reserved_until = models.DateField("réservé jusqu'au")
    extended = models.BooleanField("réservation prolongée", default=False)
    cv_ready_on = models.DateField("CV prêt le", null=True, blank=True)
    letter_ready_on = models.DateField("lettre prête le", null=True, blank=True)
    # No file for the company: the young person brings it.
    cv_by_hand = models.BooleanField("CV remis en main propre", default=False, db_default=False)
    letter_by_hand = models.BooleanField(
        "lettre remise en main propre", default=False, db_default=False
    )
    goals = models.TextField(
        "objectifs", max_length=PRESENTATION_LIMIT, blank=True, help_text=NO_SENSITIVE_DATA
    )
    helps = models.TextField(
        "ce qui aide", max_length=PRESENTATION_LIMIT, blank=True, help_text=NO_SENSITIVE_DATA
    )
    avoid = models.TextField(
        "à éviter", max_length=PRESENTATION_LIMIT, blank=True, help_text=NO_SENSITIVE_DATA
    )
    # A minor's guardian knows of this company before the profile leaves.
    guardian_told_on = models.DateField("représentant légal informé le", null=True, blank=True)
    guardian_told_by = models.CharField(
        "représentant légal informé",
        max_length=8,
        choices=Said,
        blank=True,
        default="",
        db_default="",
    )
    # Company's answer and meetings
    sent_on = models.DateField("transmis le", null=True, blank=True)
    silence_reason = models.CharField(
        "motif du silence", max_length=20, choices=SilenceReason, blank=True
    )
    # Beside each code, the word of the territory as it stood that day.
    silence_word = chosen_word()
    meeting_at = models.DateTimeField("réunion le", null=True, blank=True)
    meeting_place = models.CharField("lieu de la réunion", max_length=200, blank=True)
    meeting_held_on = models.DateField("première réunion tenue le", null=True, blank=True)
    # By the young person or the guardian; a new date asks again.
    meeting_confirmed_on = models.DateField("venue confirmée le", null=True, blank=True)
    meetings_missed = models.PositiveSmallIntegerField("réunions manquées", default=0)
    accepted_on = models.DateField("accepté le", null=True, blank=True)
    # Presence
    starts_on = models.DateField("début prévu", null=True, blank=True)
    ends_on = models.DateField("fin prévue", null=True, blank=True)
    started_on = models.DateField("commencé le", null=True, blank=True)
    presence_ended_on = models.DateField("présence terminée le", null=True, blank=True)
    # End
    end_reason = models.CharField("motif de fin", max_length=24, blank=True)
    end_word = chosen_word()
    closed_on = models.DateField("clôturé le", null=True, blank=True)
    way_on = models.CharField("suite du parcours", max_length=16, choices=WayOn, blank=True)
    way_on_word = chosen_word()
    created_at = models.DateTimeField(auto_now_add=True)

    objects = PlacementQuerySet.as_manager()

    class Meta:
        verbose_name = "parcours"
        verbose_name_plural = "parcours"
        ordering = ["-reserved_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["youth"],
                condition=Q(stage__in=sorted(ACTIVE)),
                name="placement_one_active_per_youth",
                violation_error_message="Ce jeune a déjà un parcours en cours.",
            ),
            models.UniqueConstraint(
                fields=["host_slot"],
                condition=Q(stage__in=sorted(ACTIVE)),
                name="placement_one_active_per_slot",
                violation_error_message="Ce lieu d'accueil vient d'être réservé pour un autre jeune.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=PlacementStage.values), name="placement_stage"
            ),
            models.CheckConstraint(
                condition=~Q(stage__in=[stage for stage in PlacementStage if stage in NEGATIVE])
                | ~Q(end_reason=""),
                name="placement_negative_has_reason",
                violation_error_message="Une fin négative porte toujours un motif.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True)
                | Q(starts_on__isnull=True)
                | Q(ends_on__gte=F("starts_on")),
                name="placement_dates",
                violation_error_message="La fin du parcours précède son début.",
            ),
            models.CheckConstraint(
                condition=Q(stage__in=sorted(OPEN)) | Q(hours_reserved=0),
                name="placement_frees_hours_when_ended",
            ),
            models.UniqueConstraint(fields=["id", "youth"], name="placement_and_youth"),
        ]
        indexes = [
            models.Index(fields=["service", "stage"], name="placement_service_stage"),
            models.Index(fields=["offer", "stage"], name="placement_offer_stage"),
        ]

    def __str__(self):
        return self.code

    def save(self, *args, **kwargs):
        if not self.code:
            self.code = self.codes.next()
        super().save(*args, **kwargs)

    def as_subject(self) -> dict:
        """Columns that name this placement in an action or an event."""
        return {"placement": self, "youth": self.youth, "service": self.service}

    def answer_asked(self):
        """The open action by which the company owes its answer, or None."""
        found = open_actions_of(self)
        return next((action for action in found if action.verb == ANSWER_VERB), None)

    @property
    def answer_before(self) -> date | None:
        """Until when the company owes its answer, or None."""
        asked = self.answer_asked()
        return asked.due if asked else None

    def silent_from(self):
        """Since which day the company owes its answer: it was asked and has not answered; or None."""
        asked = self.answer_asked()
        return timezone.localdate(asked.opened_at) if asked else None

    def reminded_from(self, since: date) -> date:
        """From which day reminders count: `since`, or the day after they were last suspended."""
        until = self.pauses.over_after(since).aggregate(last=Max("until"))["last"]
        return max(since, until + timedelta(days=1)) if until else since

    def person_for(self, actor):
        """Who does here what `actor` must, when it is somebody's own work."""
        return self.tutor if actor == Actor.TUTOR else None

    @property
    def counted(self) -> ParcoursHours:
        """Its hours, by what became of them; read with the attendances at hand."""
        weeks = self.attendances.all() if self.pk else ()
        return ParcoursHours(
            planned=self.hours,
            reserved=self.hours_reserved,
            done=sum(week.hours for week in weeks),
            consumed=self.hours_consumed,
            exceeded=self.hours_exceeded,
            weeks=len(weeks),
            began=self.started_on is not None,
            is_over=self.presence_ended_on is not None,
        )

    def done_between(self, first: date | None, last: date | None) -> int:
        """Hours done in the weeks whose Monday stands between these days, both included."""
        weeks = self.attendances.all()
        return sum(
            week.hours
            for week in weeks
            if (first is None or week.week >= first) and (last is None or week.week <= last)
        )

    @property
    def may_exceed(self) -> bool:
        """Whether company and young person agreed on more hours than the clause asks for."""
        return self.hours_exceeded > 0

    @property
    def hosting_company(self):
        """The company where the young person works: the subcontractor, or the titulaire."""
        return self.host_slot.host or self.offer.company

    @property
    def stage_day(self) -> date:
        """The day in Paris on which it came to its stage."""
        return timezone.localdate(self.stage_since)

    @property
    def last_day(self) -> date | None:
        """The last day of presence: the real one, else the one planned."""
        return self.presence_ended_on or self.ends_on

    @property
    def kind(self) -> StageKind:
        """What is true and said of its stage."""
        return STAGES[PlacementStage(self.stage)]

    @property
    def words(self) -> Words:
        """What is said of it to those who follow it by a link."""
        undated = self.kind.undated if self.meeting_at is None else None
        return undated or self.kind.words

    @property
    def is_active(self) -> bool:
        return self.stage in ACTIVE

    @property
    def is_open(self) -> bool:
        return self.stage in OPEN

    @property
    def required_parties(self) -> list[Party]:
        """Who signs the convention: the guardian of a minor and a hosting subcontractor too."""
        parties = [Party.COMPANY, Party.SCHOOL, Party.YOUTH, Party.COMPANY_TUTOR, Party.TUTOR]
        if self.youth.is_minor:
            parties.append(Party.GUARDIAN)
        if self.host_slot.host_id and self.host_slot.host_id != self.offer.company_id:
            parties.append(Party.SUBCONTRACTOR)
        return parties

    @property
    def missing_signatures(self) -> list[Party]:
        """Parties that have not signed yet, in order."""
        signed = {signature.party for signature in self.signatures.all()}
        return [party for party in self.required_parties if party not in signed]

    @property
    def meeting_day(self) -> date | None:
        """The day it was held, else the day it is fixed on."""
        planned = self.meeting_at and timezone.localdate(self.meeting_at)
        return self.meeting_held_on or planned

    @property
    def meeting_is_past(self) -> bool:
        return self.meeting_at is not None and self.meeting_at < timezone.now()

    @property
    def end_reason_label(self) -> str:
        """The reason in French, whichever list it comes from."""
        return label_of(
            self.end_word,
            self.end_reason,
            NotRetainedReason,
            WithdrawnReason,
            ChoiceReason,
            InterruptedReason,
            ClockReason,
        )

    @property
    def silence_reason_label(self) -> str:
        """Why the company did not answer, as far as one knows; "" while nobody said."""
        return label_of(self.silence_word, self.silence_reason, SilenceReason)

    @property
    def why_ended(self) -> str:
        """The reason of its end; of a silence, what one learnt of it."""
        if self.stage == PlacementStage.UNANSWERED:
            return self.silence_reason_label or self.end_reason_label
        return self.end_reason_label

    @property
    def way_on_label(self) -> str:
        """What follows the parcours; "" while it is not closed."""
        return label_of(self.way_on_word, self.way_on, WayOn)
