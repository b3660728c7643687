"""A message: a row written with its cause, then sent, or visibly not."""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from psf.french.days import numeric
from psf.messaging.enums import DOUBTFUL, Channel, MessageState
from psf.messaging.kinds import LINK, SIGNING_CODE, MessageKind, fill, kind_of, label_of
from psf.workflow.enums import Actor
from psf.workflow.models.subject import AboutSubject

# In place of a link that was withdrawn, or ran out, while its message waited.
GONE = "(Ce lien personnel ne s’ouvre plus : appelez la personne qui vous suit.)"

# As many are said beside the policy: an index on the service finds their messages by itself.
FEW_SERVICES = 5


class MessageQuerySet(models.QuerySet):
    def due(self, now=None):
        """Queued messages whose next attempt has come, oldest first."""
        return self.filter(
            state=MessageState.QUEUED, next_attempt_at__lte=now or timezone.now()
        ).order_by("next_attempt_at", "pk")

    def visible_to(self, user, services):
        """Messages of these services (ids), those in sight, and those written to `user`.

        The database hides other services' young people; messages about an offer are common to all
        and narrowed here. A long list is not said twice of the others: the planner takes what is said
        here and by the policy as independent, expects a twentieth of the rows, and drops the index.
        """
        services = list(services)
        mine = Q(service__in=services) | Q(user=user)
        if len(services) > FEW_SERVICES:
            mine |= Q(youth__isnull=False)
        return self.filter(mine)

    def to_look_at(self):
        """What a person must decide: it did not leave, or nobody knows."""
        return self.filter(state__in=DOUBTFUL)

    def over(self, before):
        """About no young person, written before that moment, and not on its way."""
        on_its_way = (MessageState.QUEUED, MessageState.SENDING)
        return self.filter(youth=None, created_at__lt=before).exclude(state__in=on_its_way)

    def about(self, subject):
        """Messages about a placement, an offer, a young person or a contact, newest first."""
        keys = {name: value for name, value in subject.as_subject().items() if name != "service"}
        if "placement" in keys:
            keys = {"placement": keys["placement"]}
        return self.filter(**keys).order_by("-created_at", "-pk")


class Message(AboutSubject):
    """To one person, by one channel. Written in the transaction of its cause.

    `body` keeps `{lien}`: the link is put in when the message leaves and stands nowhere else.
    Rows about a young person stand under the perimeter; a morning digest is about nobody and goes
    to a user.
    """

    service = models.ForeignKey(
        "territories.Service", models.PROTECT, null=True, blank=True, verbose_name="service"
    )
    kind = models.CharField("message", max_length=40)
    cause = models.CharField("cause", max_length=200, blank=True)
    event = models.ForeignKey(
        "workflow.Event", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    # The same news is written once: a rule run twice finds the row.
    key = models.CharField(max_length=120, null=True, blank=True, unique=True, editable=False)
    recipient = models.CharField("destinataire", max_length=12, choices=Actor)
    recipient_name = models.CharField("nom du destinataire", max_length=160, blank=True)
    # A company's contact is `contact`, a young person `youth`.
    buyer_contact = models.ForeignKey(
        "offers.BuyerContact", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    guardian = models.ForeignKey(
        "matching.Guardian", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="messages"
    )
    channel = models.CharField("par", max_length=8, choices=Channel)
    address = models.CharField("adresse", max_length=254, blank=True)
    subject_line = models.CharField("objet", max_length=200, blank=True)
    body = models.TextField("texte")
    template = models.ForeignKey(
        "messaging.MessageTemplate", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    link = models.ForeignKey(
        "links.Link", models.PROTECT, null=True, blank=True, related_name="messages"
    )
    state = models.CharField(
        "état", max_length=10, choices=MessageState, default=MessageState.QUEUED
    )
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    next_attempt_at = models.DateTimeField("prochain essai", default=timezone.now)
    claimed_at = models.DateTimeField("essai commencé le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    trouble = models.CharField("difficulté", max_length=300, blank=True)
    # Who decided what an uncertain or failed message becomes.
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="décidé par",
    )
    settled_at = models.DateTimeField("décidé le", null=True, blank=True)
    # The Message-ID header: a returned mail is recognised by it.
    reference = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField("écrit le", default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )

    objects = MessageQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(youth__isnull=True, placement__isnull=True, guardian__isnull=True)
                | Q(youth__isnull=False, service__isnull=False),
                name="message_about_youth_has_service",
            ),
            models.CheckConstraint(
                condition=Q(state__in=MessageState.values), name="message_state"
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(state=MessageState.QUEUED),
                name="message_queued",
            ),
            models.Index(fields=["service", "-created_at", "-id"], name="message_service"),
            # The list of somebody who sees many services: whose rows they are and every filter of it
            # are read in the index, a row only once it is to be shown.
            models.Index(
                fields=["-created_at", "-id"],
                include=["service", "youth", "user", "state", "recipient", "channel"],
                name="message_newest_filters",
            ),
            models.Index(
                fields=["service"], condition=Q(state__in=sorted(DOUBTFUL)), name="message_doubtful"
            ),
            models.Index(
                fields=["placement", "-created_at"],
                condition=Q(placement__isnull=False),
                name="message_placement",
            ),
        ]

    def __str__(self):
        return f"{self.label} ({numeric(timezone.localtime(self.created_at))})"

    @property
    def label(self) -> str:
        return label_of(self.kind)

    @property
    def button(self) -> str:
        """What the link's button says."""
        try:
            return kind_of(self.kind).button
        except KeyError:
            return MessageKind.button

    @property
    def may_be_settled(self) -> bool:
        """Whether a person may decide what becomes of it."""
        return self.state in DOUBTFUL

    def send_again(self, by) -> bool:
        """Queue a doubtful message once more, on purpose; False when it is not doubtful any more."""
        return self._settle(by, state=MessageState.QUEUED, attempts=0, trouble="")

    def say_sent(self, by) -> bool:
        """Record that it did reach its recipient; False when it is not doubtful any more."""
        return self._settle(by, state=MessageState.SENT, sent_at=self.claimed_at or timezone.now())

    def _settle(self, by, **changes) -> bool:
        now = timezone.now()
        if changes["state"] == MessageState.QUEUED:
            changes["next_attempt_at"] = now
        with transaction.atomic():
            rows = Message.objects.select_for_update(of=("self",)).filter(pk=self.pk)
            done = rows.to_look_at().update(settled_by=by, settled_at=now, **changes)
        return bool(done)

    def text_to_send(self) -> str:
        """The body with the reader's link or code in it; never stored, never logged."""
        if self.link is None:
            return self.body
        url = self.link.url if self.link.is_alive() else GONE
        return fill(self.body, {LINK: url, SIGNING_CODE: self.link.code_to_read})
