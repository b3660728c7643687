"""What time alone tells people: reminders, the first day, and news for those who wait.

Each `find` gives the rows to look at, each `tell` writes to one of them; a message's key makes a
second run write nothing.
"""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from matching.enums import PlacementStage
from matching.messages import news, recipients, values
from matching.models import Placement, Youth
from offers.models import Offer
from psf.links.enums import LinkPurpose
from psf.messaging.models import Message
from psf.messaging.post import post
from psf.workflow.models import Event

REMIND_DAYS_BEFORE = 1
FIRST_DAY_DAYS_BEFORE = 3
NEWS_EVERY_DAYS = 30


def meetings_soon(now):
    """Meetings of the next day, told at least a day before."""
    day = timezone.localdate(now) + timedelta(days=REMIND_DAYS_BEFORE)
    start = timezone.make_aware(timezone.datetime(day.year, day.month, day.day))
    return (
        Placement.objects.at(PlacementStage.MEETING)
        .filter(meeting_at__gte=max(start, now), meeting_at__lt=start + timedelta(days=1))
        .exclude(_told("youth_meeting_soon", days=REMIND_DAYS_BEFORE + 1, now=now))
    )


def remind_of_meeting(placement, now) -> bool:
    placement = Placement.objects.for_telling().get(pk=placement.pk)
    if placement.stage != PlacementStage.MEETING or placement.meeting_at is None:
        return False
    key = f"meeting:{placement.pk}:{placement.meeting_at:%Y%m%d%H%M}"
    return _wrote(news.family("meeting_soon"), placement, now, key=key)


def first_days_soon(now):
    today = timezone.localdate(now)
    return (
        Placement.objects.at(PlacementStage.CONVENTION, PlacementStage.IN_COMPANY)
        .filter(starts_on__gte=today, starts_on__lte=today + timedelta(days=FIRST_DAY_DAYS_BEFORE))
        .exclude(_told("youth_first_day", days=FIRST_DAY_DAYS_BEFORE + 1, now=now))
    )


def tell_first_day(placement, now) -> bool:
    placement = Placement.objects.for_telling().get(pk=placement.pk)
    if placement.stage not in (PlacementStage.CONVENTION, PlacementStage.IN_COMPANY):
        return False
    if placement.missing_signatures:
        return False
    key = f"first_day:{placement.pk}:{placement.starts_on:%Y%m%d}"
    if not _wrote(news.family("first_day"), placement, now, key=key):
        return False
    for contact in recipients.company_contacts(placement):
        news.write_to_contact(
            placement, contact, "first_day", now=now, key=f"{key}:company:{contact.pk}"
        )
    return True


def offers_waiting(now):
    """Available for a month without anybody there, and without news for a month."""
    limit = now - timedelta(days=NEWS_EVERY_DAYS)
    heard = Exists(
        Message.objects.filter(offer=OuterRef("pk"), recipient="company", created_at__gt=limit)
    )
    lately = Exists(Placement.objects.open().filter(offer=OuterRef("pk")))
    return (
        Offer.objects.available()
        .filter(available_since__lte=timezone.localdate(limit), slots__busy=False)
        .exclude(heard)
        .exclude(lately)
        .distinct()
    )


def give_offer_news(offer, now) -> bool:
    offer = Offer.objects.select_related(
        "budget", "company", "contract__buyer", "service__department"
    ).get(pk=offer.pk)
    period = timezone.localdate(now).toordinal() // NEWS_EVERY_DAYS
    before = Message.objects.filter(offer=offer).count()
    news.write_about_offer(offer, "waiting", now=now, key=f"waiting:{offer.pk}:{period}")
    return Message.objects.filter(offer=offer).count() > before


def youths_waiting(now):
    """Ready, free, and without a word for a month."""
    limit = now - timedelta(days=NEWS_EVERY_DAYS)
    heard = Exists(Message.objects.filter(youth=OuterRef("pk"), created_at__gt=limit))
    moved = Exists(Event.objects.filter(youth=OuterRef("pk"), at__gt=limit))
    return (
        Youth.objects.free()
        .filter(situation_since__lte=timezone.localdate(limit))
        .exclude(heard)
        .exclude(moved)
    )


def give_youth_news(youth, now) -> bool:
    youth = Youth.objects.select_related("service__department", "tutor").get(pk=youth.pk)
    period = timezone.localdate(now).toordinal() // NEWS_EVERY_DAYS
    written = False
    people = [
        ("youth", recipients.youth(youth), LinkPurpose.YOUTH, {}),
        *(
            ("guardian", recipients.guardian(row), LinkPurpose.GUARDIAN, {"guardian": row})
            for row in recipients.guardians(youth)
        ),
    ]
    for prefix, to, purpose, holder in people:
        message = post(
            f"{prefix}_waiting",
            youth,
            to,
            values=values.for_youth(youth, to.name),
            link=recipients.link_for(purpose, now=now, youth=youth, placement=None, **holder),
            cause="Nouvelles du mois",
            key=f"{prefix}_waiting:{holder['guardian'].pk if holder else youth.pk}:{period}",
            now=now,
        )
        written = written or message is not None
    return written


def _told(kind: str, *, days: int, now):
    limit = now - timedelta(days=days)
    return Exists(Message.objects.filter(placement=OuterRef("pk"), kind=kind, created_at__gt=limit))


def _wrote(writer, placement, now, *, key: str) -> bool:
    before = Message.objects.filter(placement=placement).count()
    writer(placement, None, now, key=key)
    return Message.objects.filter(placement=placement).count() > before
