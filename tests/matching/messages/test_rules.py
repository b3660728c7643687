"""What time alone tells people, once."""

from datetime import timedelta

from django.utils import timezone

from matching.enums import PlacementStage, Situation
from matching.messages import rules
from matching.models import Youth
from matching.placements import clock
from offers.models import Offer
from psf.messaging.models import Message
from psf.perimeter.scope import all_services
from tests.factories.journey import realistic_slot

Stage = PlacementStage


def kinds_of(**about) -> list[str]:
    return sorted(Message.objects.filter(**about).values_list("kind", flat=True))


def test_a_meeting_is_recalled_the_day_before_and_once(written):
    placement = written.carry(Stage.MEETING)
    eve = placement.meeting_at - timedelta(days=1)
    assert list(rules.meetings_soon(eve)) == [placement]
    assert rules.remind_of_meeting(placement, eve)
    assert not rules.remind_of_meeting(placement, eve)
    assert not rules.meetings_soon(eve).exists()
    assert kinds_of(kind__endswith="meeting_soon") == [
        "guardian_meeting_soon",
        "youth_meeting_soon",
    ]


def test_a_meeting_dated_again_is_recalled_again(written):
    placement = written.carry(Stage.MEETING)
    eve = placement.meeting_at - timedelta(days=1)
    rules.remind_of_meeting(placement, eve)
    type(placement).objects.update(meeting_at=placement.meeting_at + timedelta(days=9))
    later = eve + timedelta(days=9)
    assert rules.meetings_soon(later).exists()
    assert rules.remind_of_meeting(placement, later)


def test_the_first_day_is_told_to_both_sides_once_everybody_signed(written):
    placement = written.carry(Stage.IN_COMPANY)
    before = timezone.now() - timedelta(days=2)
    type(placement).objects.update(starts_on=timezone.localdate(), stage=Stage.CONVENTION)
    assert list(rules.first_days_soon(before)) == [placement]
    assert rules.tell_first_day(placement, before)
    assert not rules.tell_first_day(placement, before)
    assert {"youth_first_day", "guardian_first_day", "company_first_day"} <= set(written.kinds())


def test_nobody_is_told_of_a_first_day_before_the_convention_is_signed(written):
    placement = written.carry(Stage.IN_COMPANY)
    placement.signatures.first().delete()
    type(placement).objects.update(starts_on=timezone.localdate(), stage=Stage.CONVENTION)
    assert not rules.tell_first_day(placement, timezone.now())


def test_a_company_that_waits_gets_news_each_month(two_services):
    offer = realistic_slot(two_services.saint_denis).offer
    now = timezone.now()
    Offer.objects.filter(pk=offer.pk).update(
        stage="available", available_since=timezone.localdate() - timedelta(days=40)
    )
    assert rules.give_offer_news(offer, now)
    assert not rules.give_offer_news(offer, now)
    assert not rules.offers_waiting(now + timedelta(days=29)).filter(pk=offer.pk).exists()
    later = now + timedelta(days=31)
    assert rules.offers_waiting(later).filter(pk=offer.pk).exists()
    assert rules.give_offer_news(offer, later)
    assert kinds_of(offer=offer) == ["company_waiting", "company_waiting"]


def test_a_young_person_who_waits_gets_news_each_month(written):
    placement = written.carry(Stage.WITHDRAWN)
    youth = placement.youth
    long_ago = timezone.localdate() - timedelta(days=45)
    Youth.objects.filter(pk=youth.pk).update(situation=Situation.READY, situation_since=long_ago)
    quiet = timezone.now() + timedelta(days=35)
    assert list(rules.youths_waiting(quiet)) == [youth]
    assert rules.give_youth_news(youth, quiet)
    assert not rules.youths_waiting(quiet).exists()
    assert not rules.give_youth_news(youth, quiet)
    assert kinds_of(youth=youth) == ["guardian_waiting", "youth_waiting"]


def test_each_rung_of_a_silence_writes_to_the_company_then_to_the_buyer(written):
    placement = written.carry(Stage.SENT)
    since = timezone.now()
    with all_services("test"):
        for days in (5, 7, 15):
            clock.run(now=since + timedelta(days=days, hours=1))
    told = written.kinds()
    for kind in ("company_reminder", "buyer_asked", "buyer_formal"):
        assert told.count(kind) == 1, (kind, told)
    assert placement.code in Message.objects.get(kind="company_reminder").subject_line
