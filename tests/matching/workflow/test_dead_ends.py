"""Whatever happened, whoever must do an action can: people who left, an offer that is full, a bilan nobody can give."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from matching.enums import (
    InterruptedReason,
    NoOpinionReason,
    PlacementStage,
    SilenceReason,
    Situation,
    WayOn,
)
from matching.placements import clock
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from offers.actions import FOLLOW_UP, PROPOSE_YOUTH
from offers.enums import NextPlan, OfferStage, SuspendedReason
from offers.models import CompanyContact, HostSlot, Offer
from offers.workflow import OFFERS, lock_offer, settle
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.errors import Refused
from psf.workflow.journal import Journal
from psf.workflow.models import Action
from tests.exploring.exits import way_out
from tests.factories.offers import HostSlotFactory
from tests.matching.workflow.test_life import enter_company, perform, send, verbs


def due(offer, kind):
    return Action.objects.open().get(offer=offer, verb=kind.verb).due


def exit_of(world, kind, **subject):
    action = Action.objects.open().get(verb=kind.verb, **subject)
    return way_out(action, [world.coordinator], world.day(1))


# An offer that is full


def test_what_follows_on_a_full_offer_is_noted_with_a_day_to_see_it_again(world):
    world.reserve()
    offer = world.slot.offer
    assert exit_of(world, FOLLOW_UP, offer=offer) == "plan_next"
    with pytest.raises(Refused, match="date à venir"):
        OFFERS.perform(offer, "plan_next", by=world.coordinator, reason="last", now=world.day(1))
    later = world.day(60).date()
    event = OFFERS.perform(
        offer,
        "plan_next",
        by=world.coordinator,
        reason=NextPlan.LAST,
        data={"see_again_on": later},
        now=world.day(1),
    )
    assert event.reason_label == NextPlan.LAST.label
    assert due(offer, FOLLOW_UP) == later


def verify(world, offer):
    """Make it available on this very day."""
    Action.objects.filter(offer=offer).delete()
    Offer.objects.filter(pk=offer.pk).update(stage=OfferStage.TO_CALL)
    offer.refresh_from_db()
    OFFERS.perform(offer, "verify", by=world.coordinator, now=world.day(0))


def test_an_offer_does_not_go_back_before_it_was_available_while_somebody_holds_a_place(world):
    offer = world.slot.offer
    verify(world, offer)
    world.reserve()
    with pytest.raises(Refused, match="Un jeune est sur cette offre"):
        OFFERS.undo(offer, by=world.coordinator, text="Erreur", now=world.day(0))
    assert exit_of(world, FOLLOW_UP, offer=offer) == "plan_next"


def test_what_follows_is_noted_from_the_page_of_the_offer(world, client):
    world.reserve()
    client.force_login(world.coordinator)
    offer = world.slot.offer
    assert "Noter la suite prévue" in client.get(reverse("offers:life", args=[offer.code])).text
    day = date.today() + timedelta(days=40)
    answer = client.post(
        reverse("offers:move", args=[offer.code, "plan_next"]),
        {"reason": "another", "see_again_on": day.isoformat(), "text": "Au printemps"},
    )
    assert answer.status_code == 302
    with perimeter([world.service]):
        assert due(offer, FOLLOW_UP) == day


def test_hours_that_are_reserved_close_the_account_by_themselves_and_it_is_said(world):
    world.slot.offer.calibre = world.slot.offer.hours = 150
    world.slot.offer.save()
    world.reserve()
    offer = lock_offer(world.slot.offer_id)
    refusal = OFFERS.refusal(offer, "use_up", world.coordinator)
    assert "150 heures à faire, réservées" in refusal and "d'elle-même" in refusal


def test_nobody_is_proposed_where_an_exceedance_took_the_last_hours(world):
    """Two places, and hours for one young person more: until the first one takes them."""
    offer = world.slot.offer
    HostSlotFactory(offer=offer)
    placement = world.reserve()
    enter_company(world, placement)
    assert verbs(offer=offer) == {PROPOSE_YOUTH.verb}
    perform(world, placement, "exceed", 50, data={"hours": 300})
    assert verbs(offer=offer) == {FOLLOW_UP.verb}
    PLACEMENTS.undo(placement, by=world.coordinator, text="Erreur", now=world.day(50))
    assert verbs(offer=offer) == {PROPOSE_YOUTH.verb}


def test_what_follows_waits_for_the_place_that_is_held_not_for_the_free_one(world):
    """Hours are all reserved and a second place is free: it asks nothing before the first is left."""
    offer = world.slot.offer
    HostSlotFactory(offer=offer)
    placement = world.reserve(hours=300)
    assert due(offer, FOLLOW_UP) >= placement.reserved_until


def edit(client, offer, **changed):
    """Save the form of an offer, with only these fields changed."""
    url = reverse("wagtailsnippets_offers_offer:edit", args=[offer.pk])
    form = client.get(url).context["form"]
    data = {}
    forms = [form, *(each for formset in form.formsets.values() for each in formset.forms)]
    for formset in form.formsets.values():
        forms.append(formset.management_form)
    for each in forms:
        for field in each:
            value = field.value()
            if value is True:
                value = "on"
            if value not in (None, False):
                data[field.html_name] = getattr(value, "isoformat", lambda v=value: v)()
    data.update(changed)
    return client.post(url, {name: value for name, value in data.items() if value is not None})


def test_hours_edited_away_close_the_account_of_the_offer(world, client):
    """An offer is never left asking for a young person with no hour to give."""
    offer = world.slot.offer
    placement = world.reserve()
    enter_company(world, placement)
    perform(world, placement, "finish", 49 + 32, data={"last_day": date(2027, 2, 5)})
    assert verbs(offer=offer) == {PROPOSE_YOUTH.verb}
    offer.refresh_from_db()
    offer.hours = offer.calibre = 150
    offer.save()
    settle(lock_offer(offer.pk), journal=Journal())
    offer.refresh_from_db()
    assert offer.stage == OfferStage.USED_UP
    assert verbs(offer=offer) == set()


def test_the_form_of_an_offer_settles_what_it_asks_for(world, client):
    client.force_login(world.coordinator)
    world.reserve()
    offer = world.slot.offer
    assert verbs(offer=offer) == {FOLLOW_UP.verb}
    second = HostSlotFactory(offer=offer)
    answer = edit(client, offer, transport="Bus 12")
    assert answer.status_code == 302, answer.context and answer.context["form"].errors
    with perimeter([world.service]):
        assert verbs(offer=offer) == {PROPOSE_YOUTH.verb}
        before = due(offer, PROPOSE_YOUTH)
    assert edit(client, offer, transport="Bus 13").status_code == 302
    with perimeter([world.service]):
        assert due(offer, PROPOSE_YOUTH) == before
        HostSlot.objects.filter(pk=second.pk).update(active=False)
    assert edit(client, offer, transport="Bus 14").status_code == 302
    with perimeter([world.service]):
        assert verbs(offer=offer) == {FOLLOW_UP.verb}


# An offer that waits


def test_a_suspension_is_prolonged_or_ended_whatever_became_of_the_offer(world):
    offer = world.slot.offer
    OFFERS.perform(
        offer,
        "suspend",
        by=world.coordinator,
        reason=SuspendedReason.SEASON,
        data={"suspended_until": world.day(10).date()},
        now=world.day(0),
    )
    HostSlot.objects.filter(offer=offer).update(active=False)
    resume = Action.objects.open().get(offer=offer)
    assert OFFERS.refusal(offer, "resume", world.coordinator, now=world.day(10))
    assert way_out(resume, [world.coordinator], world.day(10)) == "suspend_longer"
    OFFERS.perform(
        offer,
        "suspend_longer",
        by=world.coordinator,
        reason=SuspendedReason.NO_TUTOR,
        data={"suspended_until": world.day(40).date()},
        now=world.day(10),
    )
    assert Action.objects.open().get(offer=offer).due == world.day(40).date()


# A parcours that was interrupted


def interrupted(world):
    placement = world.reserve()
    enter_company(world, placement)
    perform(
        world,
        placement,
        "interrupt",
        50,
        data={"last_day": date(2027, 1, 5)},
        reason=InterruptedReason.UNREACHABLE,
    )
    return placement


def test_an_interrupted_parcours_is_closed_without_the_opinions_that_will_never_come(world):
    placement = interrupted(world)
    with pytest.raises(Refused, match="dites pourquoi un avis est impossible"):
        perform(world, placement, "close", 51, data={"way_on": WayOn.UNREACHABLE})
    perform(
        world,
        placement,
        "give_up_opinion",
        51,
        data={"people": ["by_youth"]},
        reason=NoOpinionReason.UNREACHABLE,
    )
    with pytest.raises(Refused, match="entreprise et tuteur pédagogique"):
        perform(world, placement, "close", 51, data={"way_on": WayOn.UNREACHABLE})
    perform(
        world,
        placement,
        "give_up_opinion",
        51,
        data={"people": ["by_company"]},
        reason=NoOpinionReason.CLOSED,
    )
    assert verbs(placement=placement) == {"complete_review"}
    line = {"skill": "Arriver à l'heure", "by_tutor": "in_progress"}
    perform(world, placement, "review", 51, data={"lines": [line]})
    perform(world, placement, "close", 51, data={"way_on": WayOn.UNREACHABLE})
    assert placement.stage == PlacementStage.CLOSED
    world.youth.refresh_from_db()
    assert world.youth.situation == Situation.UNREACHABLE


def test_a_presence_too_short_for_any_opinion_is_closed_too(world):
    placement = interrupted(world)
    perform(
        world,
        placement,
        "give_up_opinion",
        51,
        data={"people": ["by_youth", "by_company", "by_tutor"]},
        reason=NoOpinionReason.TOO_SHORT,
    )
    with pytest.raises(Refused, match="Tous les avis"):
        perform(world, placement, "give_up_opinion", 51, data={"people": ["by_youth"]})
    perform(world, placement, "close", 51, data={"way_on": WayOn.GIVEN_UP})
    world.youth.refresh_from_db()
    assert world.youth.situation == Situation.SUPPORTED
    assert placement.get_way_on_display() == "abandon"


def test_an_opinion_said_impossible_that_comes_after_all_counts(world):
    placement = interrupted(world)
    perform(
        world,
        placement,
        "give_up_opinion",
        51,
        data={"people": ["by_company"]},
        reason=NoOpinionReason.UNREACHABLE,
    )
    perform(world, placement, "give_opinion", 52, data={"opinions": {"Ranger": "acquired"}})
    placement.review.refresh_from_db()
    assert placement.review.without_company == ""
    assert placement.review.missing_opinions == ["jeune", "tuteur pédagogique"]


def test_closing_an_interrupted_parcours_on_its_pages(world, client):
    placement = interrupted(world)
    client.force_login(world.tutor)
    page = client.get(reverse("work:file", args=[placement.code])).text
    assert "Dire qu&#x27;un avis est impossible" in page
    move = reverse("work:move", args=[placement.code, "give_up_opinion"])
    assert "tuteur pédagogique" in client.get(move).text
    refused = client.post(move, {"reason": "left"})
    assert "Dites quel avis est impossible" in refused.text
    client.post(move, {"reason": "left", "people": ["by_youth", "by_company", "by_tutor"]})
    page = client.get(reverse("work:file", args=[placement.code])).text
    assert "a quitté le parcours" in page
    close = reverse("work:move", args=[placement.code, "close"])
    assert "injoignable" in client.get(close).text
    client.post(close, {"way_on": "given_up"})
    with perimeter([world.service]):
        placement.refresh_from_db()
    assert placement.stage == PlacementStage.CLOSED


# A company that stays silent


def silent_company(world):
    CompanyContact.objects.update(email="claude@exemple.fr")
    for contact in CompanyContact.objects.all():
        contact.adopt([world.service])
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(20))
    return placement


def test_the_rappel_is_sent_from_its_action_and_names_nobody(world):
    placement = silent_company(world)
    assert "commitment_reminder" in verbs(placement=placement)
    silence = {"silence": SilenceReason.FICHE_FORGOTTEN}
    perform(world, placement, "send_commitment", 20, by=world.coordinator, data=silence)
    assert placement.silence_reason_label == "fiche entreprise oubliée"
    written = Message.objects.filter(kind__endswith="_commitment").order_by("kind")
    assert [message.kind for message in written] == ["company_commitment"]
    assert placement.youth.last_name not in written[0].body
    assert "commitment_reminder" not in verbs(placement=placement)
    assert "answer" in verbs(placement=placement)


def test_a_rappel_that_no_address_receives_says_so_and_is_said_done(world):
    placement = world.reserve()
    send(world, placement)
    clock.run(now=world.day(20))
    CompanyContact.objects.update(left_on=world.day(19).date())
    refusal = PLACEMENTS.refusal(placement, "send_commitment", world.coordinator)
    assert "Aucun contact n'a d'adresse" in refusal
    action = Action.objects.open().get(placement=placement, verb="commitment_reminder")
    assert way_out(action, [world.coordinator], world.day(20)) == "fait"


def test_the_rappel_shows_to_whom_it_goes_before_it_leaves(world, client):
    placement = silent_company(world)
    client.force_login(world.coordinator)
    move = reverse("work:move", args=[placement.code, "send_commitment"])
    page = client.get(move).text
    assert world.slot.tutor.name in page and "J&#x27;envoie ce rappel" in page
    assert "Cochez la case" in client.post(move, {}).text
    assert (
        "Dites pourquoi l&#x27;entreprise ne répond pas."
        in client.post(move, {"confirmed": "on"}).text
    )
    client.post(move, {"confirmed": "on", "silence": "clause_unknown"})
    with perimeter([world.service]):
        assert "commitment_reminder" not in verbs(placement=placement)


# Two young people on one site with one tutor


def test_a_place_closed_under_a_young_person_still_holds_its_tutor(world, client):
    world.reserve()
    HostSlot.objects.filter(pk=world.slot.pk).update(active=False)
    twin = HostSlotFactory.build(
        offer=world.slot.offer,
        site=world.slot.site.upper(),
        tutor=world.slot.tutor,
        commune=world.slot.commune,
    )
    with pytest.raises(Exception, match=f"{world.slot.code}, lieu fermé"):
        twin.full_clean(exclude=["code"])


def test_nobody_is_forgotten_once_all_of_it_happened(world):
    interrupted(world)
    clock.run(now=world.day(90))
    with all_services("test"):
        assert broken_promises() == []
