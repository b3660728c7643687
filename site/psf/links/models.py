"""Links for people without an account: signed, expiring, revocable, for one purpose."""

import base64
import hashlib
import secrets
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac

from psf.french.days import numeric
from psf.links.addresses import imprint, is_among
from psf.links.enums import CODE_DIGITS, DAYS, KEY_LENGTH, LinkPurpose
from psf.perimeter.scope import services_in_sight


def digest_of(token: str) -> str:
    """What the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def new_nonce() -> str:
    return secrets.token_hex(16)


# The name that the first migration knows.
_nonce = new_nonce


# Closed because its reader, or whoever had forwarded it, named somebody else.
GAVE_WAY = Q(forwarded_from__isnull=False, revoked_by__isnull=True, recalled=False)


class LinkQuerySet(models.QuerySet["Link"]):
    def of_token(self, token: str) -> "Link | None":
        """The link of this token, alive or not, or None; the scope must let its row be seen."""
        return self.filter(digest=digest_of(token)).first()

    def alive(self, now: datetime | None = None) -> Self:
        return self.filter(revoked_at__isnull=True, expires_at__gt=now or timezone.now())

    def over(self, before: datetime) -> Self:
        """About no young person, ended before that moment, and that nothing rests on any more.

        What a person revoked stays revoked (`are_withheld`): such a link goes once its contract or
        its offer is over too. A message that names one goes first, and what was passed on.
        """
        ended = self.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before), youth=None)
        alone = ended.filter(messages=None, forwarded=None)
        day = timezone.localdate(before)
        subject_over = Q(contract__firm_end__lt=day) | (
            Q(offer__stage_since__lt=before) & ~Q(offer__closed_reason="")
        )
        may_go = alone.filter(Q(revoked_at=None) | Q(recalled=True) | subject_over)
        return self.filter(pk__in=may_go.values("pk"))

    def bound_to(self, address: str) -> Self:
        """Links issued for this address; none for no address."""
        digest = imprint(address)
        return self.filter(address_digest=digest) if digest else self.none()

    def followed(self) -> Self:
        """Links of files that the current transaction sees, and of offers and contracts followed there.

        The database hides the files of other services; offers and contracts are common to all.
        """
        services = services_in_sight()
        contracts = Q(contract__offers__service__in=services)
        offers = Q(offer__service__in=services)
        filings = Q(filing__service__in=services)
        return self.filter(Q(youth__isnull=False) | offers | contracts | filings).distinct()

    def of_same_person(self, link: "Link") -> Self:
        """Links of the same person about the same file, whatever their purpose and address.

        A family's page shows the parcours under way whichever link opened it, and a signature is
        asked of whoever is already written to: a revocation closes all of it.
        """
        return self.filter(**link.person)

    def at_same_mailbox(self, link: "Link", address: str) -> Self:
        """Links about the same file, of whoever at a company's or a buyer's is reached at `address`.

        One person written twice is one mailbox; a family may share one, and is left alone.
        """
        if not (link.contact_id or link.buyer_contact_id):
            return self.none()
        about = {name: getattr(link, f"{name}_id") for name in ("placement", "offer", "contract")}
        of_contacts = Q(contact__isnull=False) | Q(buyer_contact__isnull=False)
        return self.filter(of_contacts, **about).bound_to(address)

    def revoke(self, *, by: models.Model | None = None, now: datetime | None = None) -> int:
        """Close these links for good, with what was passed on from them; how many were closed.

        `by` is the user who decided it.
        """
        these = list(self.values_list("pk", flat=True))
        closed = Link.objects.filter(Q(pk__in=these) | Q(forwarded_from__in=these))
        living = closed.filter(revoked_at__isnull=True)
        return living.update(revoked_at=now or timezone.now(), revoked_by=by)

    def recall(self, *, by: models.Model | None = None, now: datetime | None = None) -> int:
        """Close these living links because the step that issued them is undone; how many were closed."""
        return self.filter(revoked_at__isnull=True).update(
            revoked_at=now or timezone.now(), revoked_by=by, recalled=True
        )

    def are_withheld(self, *, by_staff: bool = False) -> bool:
        """Whether the last thing that happened to these links of one person is that they were revoked.

        The machine then issues none, so that a newer one was issued on purpose. What gave way to
        somebody else is withheld from messages, not from whoever names its holder again
        (`by_staff`).
        """
        counted = Q(recalled=False) & ~GAVE_WAY if by_staff else Q(recalled=False)
        last = self.aggregate(revoked=Max("revoked_at", filter=counted), issued=Max("created_at"))
        return last["revoked"] is not None and last["issued"] < last["revoked"]

    def withheld_among(self, links: Iterable["Link"]) -> set[int]:
        """Keys of those of `links` whose person's links are withheld, in a query for each kind of person."""
        kinds: dict[tuple[str, ...], list[Link]] = {}
        for link in links:
            kinds.setdefault(tuple(link.person), []).append(link)
        withheld: set[int] = set()
        for names, alike in kinds.items():
            those = self.filter(**{f"{names[0]}__in": [link.person[names[0]] for link in alike]})
            last = {
                tuple(values): revoked is not None and issued < revoked
                for *values, revoked, issued in those.order_by()
                .values_list(*names)
                .annotate(
                    revoked=Max("revoked_at", filter=Q(recalled=False)), issued=Max("created_at")
                )
            }
            withheld.update(link.pk for link in alike if last[tuple(link.person.values())])
        return withheld

    def withheld_contracts(self) -> set[int]:
        """Contracts whose links among these are withheld, as `are_withheld` says it of one."""
        last = (
            self.order_by().values_list("contract").annotate(Max("revoked_at"), Max("created_at"))
        )
        return {contract for contract, revoked, issued in last if revoked and issued < revoked}


class Link(models.Model):
    """Opens one page for one person. The token is never stored.

    It is computed from `nonce` with the site's secret key, so that a message can be written again,
    and found by its digest: a copy of the database opens nothing. Rows about a young person stand
    under the perimeter.
    """

    purpose = models.CharField("objet", max_length=10, choices=LinkPurpose)
    nonce = models.CharField(max_length=32, default=new_nonce, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField("créé le", default=timezone.now)
    expires_at = models.DateTimeField("valable jusqu'au")
    # Of the address it was issued for: another one of the same person does not inherit it.
    address_digest = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False
    )
    # Whoever issued it on purpose; the machine issues the others.
    issued_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # The link of the service whose reader passed it on. What was passed on gives way when passed on.
    forwarded_from = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="forwarded"
    )
    revoked_at = models.DateTimeField("retiré le", null=True, blank=True)
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Closed because the step that issued it was undone: the same step again issues another one.
    recalled = models.BooleanField(default=False, db_default=False)
    # A page was shown, to a mail scanner perhaps: nothing hangs on it.
    opened_at = models.DateTimeField("dernière ouverture le", null=True, blank=True)
    answered_at = models.DateTimeField("dernière réponse le", null=True, blank=True)
    # The one-time code asked for before signing: see psf.links.codes.
    code_nonce = models.CharField(
        max_length=32, blank=True, default="", db_default="", editable=False
    )
    code_asked_at = models.DateTimeField(null=True, blank=True, editable=False)
    code_until = models.DateTimeField(null=True, blank=True, editable=False)
    code_tries = models.PositiveSmallIntegerField(default=0, db_default=0, editable=False)
    service = models.ForeignKey(
        "territories.Service", models.PROTECT, null=True, blank=True, related_name="+"
    )
    youth = models.ForeignKey(
        "matching.Youth",
        models.DO_NOTHING,
        null=True,
        blank=True,
        db_constraint=False,
        related_name="links",
    )
    placement = models.ForeignKey(
        "matching.Placement", models.PROTECT, null=True, blank=True, related_name="links"
    )
    guardian = models.ForeignKey(
        "matching.Guardian", models.PROTECT, null=True, blank=True, related_name="links"
    )
    party = models.CharField("signataire", max_length=16, blank=True)
    offer = models.ForeignKey(
        "offers.Offer", models.PROTECT, null=True, blank=True, related_name="links"
    )
    contract = models.ForeignKey(
        "offers.Contract", models.PROTECT, null=True, blank=True, related_name="links"
    )
    contact = models.ForeignKey(
        "offers.CompanyContact", models.PROTECT, null=True, blank=True, related_name="links"
    )
    buyer_contact = models.ForeignKey(
        "offers.BuyerContact", models.PROTECT, null=True, blank=True, related_name="links"
    )

    filing = models.ForeignKey(
        "offers.Filing", models.PROTECT, null=True, blank=True, related_name="links"
    )

    objects = LinkQuerySet.as_manager()
    wagtail_reference_index_ignore = True

    class Meta:
        verbose_name = "lien personnel"
        verbose_name_plural = "liens personnels"
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(youth__isnull=True, placement__isnull=True, guardian__isnull=True)
                | Q(youth__isnull=False, service__isnull=False),
                name="link_about_youth_has_service",
            ),
            models.CheckConstraint(
                condition=Q(purpose=LinkPurpose.COMPANY, placement__isnull=False)
                & Q(contact__isnull=False)
                | Q(purpose=LinkPurpose.CLAUSE, offer__isnull=False, contact__isnull=False)
                & Q(youth__isnull=True)
                | Q(purpose=LinkPurpose.BUYER, contract__isnull=False, buyer_contact__isnull=False)
                & Q(youth__isnull=True)
                | Q(purpose=LinkPurpose.YOUTH, youth__isnull=False, guardian__isnull=True)
                | Q(purpose=LinkPurpose.GUARDIAN, guardian__isnull=False)
                | Q(purpose=LinkPurpose.SIGN, placement__isnull=False) & ~Q(party="")
                | Q(purpose=LinkPurpose.FILING, filing__isnull=False, service__isnull=False)
                & Q(youth__isnull=True),
                name="link_holds_what_its_purpose_needs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_purpose_display()} ({numeric(self.created_at)})"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self.digest:
            self.digest = digest_of(self.token)
        super().save(*args, **kwargs)

    @classmethod
    def issue(
        cls,
        purpose: LinkPurpose,
        *,
        address: str,
        now: datetime | None = None,
        until: datetime | None = None,
        **about: Any,
    ) -> "Link":
        """Create a link for `address`; `about` names its subject and holder.

        `until` replaces the usual life. Raises ValueError where nothing can be sent.
        """
        now = now or timezone.now()
        digest = imprint(address)
        if not digest:
            raise ValueError("A link belongs to an address.")
        subject = about.get("placement") or about.get("youth")
        if subject is not None:
            about.update(subject.as_subject())
        return cls.objects.create(
            purpose=purpose,
            address_digest=digest,
            created_at=now,
            expires_at=until or now + timedelta(days=DAYS[purpose]),
            **about,
        )

    @property
    def token(self) -> str:
        """32 characters that nobody can guess; only for a message being sent."""
        mac = salted_hmac("psf.links", self.nonce, algorithm="sha256").digest()
        return base64.urlsafe_b64encode(mac[:24]).decode()

    @property
    def code(self) -> str:
        """CODE_DIGITS digits, or "" when none was asked for; only for a message being sent."""
        if not self.code_nonce:
            return ""
        mac = salted_hmac("psf.links.code", f"{self.nonce}:{self.code_nonce}", algorithm="sha256")
        return f"{int.from_bytes(mac.digest()) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"

    @property
    def code_to_read(self) -> str:
        """« 48215 57309 »: in two halves, which neither a reader nor a phone takes for a telephone."""
        half = CODE_DIGITS // 2
        return f"{self.code[:half]} {self.code[half:]}".strip()

    @property
    def url(self) -> str:
        """The whole address, token included: it goes into the message and nowhere else."""
        site: str = settings.WAGTAILADMIN_BASE_URL
        return site.rstrip("/") + reverse("links:open", args=[self.token])

    @property
    def key(self) -> str:
        """Names the link in addresses; it opens nothing without the visitor's cookie."""
        return self.digest[:KEY_LENGTH]

    @property
    def holder(self) -> models.Model | None:
        """Whose link it is: a contact, a guardian, what somebody filed, else the young person."""
        return self.guardian or self.buyer_contact or self.contact or self.filing or self.youth

    @property
    def person(self) -> dict[str, int | None]:
        """Columns, and their values, of all links of the same person about the same file."""
        if self.filing_id:
            return {"filing": self.filing_id}
        if self.guardian_id:
            return {"guardian": self.guardian_id}
        if self.buyer_contact_id:
            return {"buyer_contact": self.buyer_contact_id, "contract": self.contract_id}
        if self.contact_id:
            about = {"placement": self.placement_id, "offer": self.offer_id}
            return {"contact": self.contact_id, **about}
        return {"youth": self.youth_id, "guardian": None, "contact": None}

    @property
    def gave_way(self) -> bool:
        """Whether it was closed because somebody else was named: see GAVE_WAY."""
        return (
            self.revoked_at is not None
            and self.revoked_by_id is None
            and self.forwarded_from_id is not None
            and not self.recalled
        )

    def is_alive(self, now: datetime | None = None) -> bool:
        return self.revoked_at is None and self.expires_at > (now or timezone.now())

    def note_opening(self, now: datetime | None = None) -> None:
        """Keep that the page was shown, at most once an hour: reading writes next to nothing."""
        now = now or timezone.now()
        if self.opened_at is None or now - self.opened_at >= timedelta(hours=1):
            Link.objects.filter(pk=self.pk).update(opened_at=now)

    def is_for(self, *addresses: str) -> bool:
        """Whether one of `addresses` is the one it was issued for."""
        return is_among(self.address_digest, addresses)
