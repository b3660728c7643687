"""A request from the day it comes to its answer: screens, days, actions, who sees it."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from matching.enums import PlacementStage, Right, RightsHandOver, RightsWay, Situation
from matching.models import Placement, RightsRequest, Youth
from matching.rights import handling, keeping
from matching.rights.actions import ANSWER_RIGHTS
from psf.accounts.roles import Role
from psf.messaging.models import Message
from psf.months import add_months
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Action, Event
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.factories.matching import GuardianFactory, YouthFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def youth(two_services):
    return YouthFactory(
        service=two_services.saint_denis, last_name="Quintessence", first_name="Zoltan"
    )


@pytest.fixture
def dpo(db):
    return UserFactory(roles=[Role.DPO], username="dpo")


def receive(youth, right=Right.ACCESS, **more):
    with perimeter([youth.service]):
        return handling.receive(
            youth, right, service=youth.service, way=RightsWay.PHONE, asked_by=Actor.YOUTH, **more
        )


def step(client, request, name, **typed):
    url = reverse("rights:step", args=[request.code, name])
    return client.post(url, {f"{name}-{key}": value for key, value in typed.items()}, follow=True)


def again(request):
    with perimeter([request.service_id]):
        return RightsRequest.objects.get(pk=request.pk)


def test_a_coordinator_notes_a_request_and_its_day_is_an_action(two_services, signed_in, youth):
    client = signed_in(two_services.coordinator)
    url = reverse("rights:ask_youth", args=[youth.code])
    assert "Que demande la personne" in client.get(url).content.decode()
    today = timezone.localdate()
    page = client.post(
        url,
        {
            "right": "access",
            "asker": "self",
            "way": "phone",
            "received_on": today,
            "wording": "Tout",
        },
        follow=True,
    )
    assert "À faire maintenant : Vérifier qui demande" in page.content.decode()
    with perimeter([two_services.saint_denis]):
        request = RightsRequest.objects.get()
        action = Action.objects.open().get(verb=ANSWER_RIGHTS.verb)
    assert request.due_on == add_months(today, 1) == action.due
    assert action.actor == Actor.COORDINATOR


def test_the_same_right_is_not_asked_twice_at_once(two_services, signed_in, youth):
    receive(youth)
    page = signed_in(two_services.coordinator).post(
        reverse("rights:ask_youth", args=[youth.code]),
        {"right": "access", "asker": "self", "way": "phone", "received_on": timezone.localdate()},
    )
    assert "déjà ouverte" in page.content.decode()


def test_an_access_goes_from_the_call_back_to_the_hand(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="call_back")
    reread = reverse("rights:reread", args=[request.code])
    page = client.get(reread)
    seen = page.context["form"].initial["seen"]
    page = client.post(reread, {"seen": seen, "words": ""}, follow=True)
    assert "La copie est prête" in page.content.decode()
    copy = client.get(reverse("rights:copy", args=[request.code]))
    assert copy["Content-Type"] == "application/zip" and copy.content[:2] == b"PK"
    page = step(client, request, "remettre", how="in_hand")
    assert "Copie remise" in page.content.decode()
    request = again(request)
    assert request.handed_over == RightsHandOver.IN_HAND and request.closed_by
    with perimeter([two_services.saint_denis]):
        assert not Action.objects.open().filter(verb=ANSWER_RIGHTS.verb).exists()
        assert AccessLog.objects.filter(door="rights", record=youth.pk).exists()


def test_nobody_vouches_for_a_call_that_they_could_not_make(two_services, signed_in, youth, dpo):
    request, client = receive(youth), signed_in(dpo)
    for how in ("call_back", "known"):
        page = step(client, request, "verifier", how=how)
        assert youth.phone not in page.text and again(request).verified_on is None
        with perimeter([two_services.saint_denis]), pytest.raises(Refused):
            handling.verify(again(request), how, by=dpo)
    page = client.post(reverse("rights:number", args=[request.code]), follow=True)
    assert youth.phone in page.text
    with perimeter([two_services.saint_denis]):
        assert AccessLog.objects.filter(user=dpo, reason=handling.TO_CALL_BACK).count() == 1
        other = UserFactory(roles=[Role.DPO])
        with pytest.raises(Refused, match="Affichez"):
            handling.verify(again(request), "call_back", by=other)
    page = step(client, request, "verifier", how="call_back")
    assert again(request).verified_by == dpo
    assert "Numéro du dossier affiché" in page.text and youth.phone not in page.text
    silent = receive(YouthFactory(service=two_services.saint_denis, phone=""))
    page = step(signed_in(two_services.coordinator), silent, "verifier", how="call_back")
    assert again(silent).verified_on is None and "aucun numéro" in page.text


def test_a_text_written_meanwhile_is_read_again_first(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    page = client.post(reverse("rights:reread", args=[request.code]), {"seen": "before"})
    assert page.status_code == 409
    assert again(request).archive is None


def test_a_refusal_says_its_reason_and_the_ways_of_appeal(two_services, signed_in, youth):
    request, client = receive(youth, Right.ERASURE), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    page = step(client, request, "refuser", reason="public_task", how="letter")
    assert (
        "Rien n&#x27;est encore enregistré" in page.content.decode()
        or page.context["otherwise"][1][1].errors
    )
    assert again(request).is_open
    said = {"reason": "public_task", "how": "letter", "told": "on"}
    assert again(request).is_open and "Modèle de réponse" in page.text
    step(client, request, "refuser", **said)
    assert again(request).is_open
    page = step(client, request, "refuser", **said, facts="Une convention est signée").text
    request = again(request)
    assert (request.outcome, request.refusal) == ("refused", "public_task")
    assert request.refusal_facts == "Une convention est signée"
    assert "Une convention est signée" in page and "⚖" not in page
    for name in ("answer", "sheet"):
        paper = client.get(reverse(f"rights:{name}", args=[request.code])).text
        assert "Une convention est signée" in paper and youth.last_name not in paper
    letter = client.get(reverse("rights:answer", args=[request.code])).text
    assert all(word in letter for word in ("CNIL", "tribunal administratif", "délégué"))


def test_what_kept_the_file_is_kept_with_the_refusal(two_services, signed_in):
    service = two_services.saint_denis
    placement = journey(service, to=PlacementStage.SENT)
    with perimeter([service]):
        youth = placement.youth
    request = receive(youth, Right.ERASURE)
    client = signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    step(
        client, request, "refuser", reason="public_task", how="letter", told="on", facts="En cours"
    )
    assert placement.code in again(request).refusal_kept


def test_who_verifies_an_erasure_is_told_before_that_another_erases(two_services, signed_in, youth):
    request = receive(youth, Right.ERASURE)
    page = signed_in(two_services.coordinator).get(reverse("rights:request", args=[request.code]))
    assert "Qui vérifie l&#x27;identité n&#x27;efface pas" in page.text


def test_a_copy_sent_by_link_waits_for_the_person(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    reread = reverse("rights:reread", args=[request.code])
    seen = client.get(reread).context["form"].initial["seen"]
    client.post(reread, {"seen": seen, "words": ""})
    page = step(client, request, "remettre", how="link").text
    assert "Rien à faire : la copie attend la personne" in page
    assert "À faire maintenant" not in page and "Copie envoyée par le lien" in page
    assert "se clôt quand la personne ouvre sa copie" in page
    request = again(request)
    assert request.is_open and request.sent_at and request.verified_at
    step(client, request, "remettre", how="in_hand")
    assert again(request).outcome == "answered" and again(request).closed_at


def test_who_hides_something_says_why_and_the_copy_does_too(two_services, signed_in):
    service = two_services.saint_denis
    placement = journey(service, to=PlacementStage.SENT)
    with perimeter([service]):
        youth = placement.youth
        Event.objects.create(
            kind=EventKind.RECORD,
            name="note",
            label="Note",
            text="Vu avec son cousin.",
            at=timezone.now(),
            **youth.as_subject(),
        )
    request, client = receive(youth), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    reread = reverse("rights:reread", args=[request.code])
    seen = client.get(reread).context["form"].initial["seen"]
    page = client.post(reread, {"seen": seen, "words": "cousin"})
    assert "Dites pourquoi" in page.text and again(request).archive is None
    page = client.post(reread, {"seen": seen, "words": "cousin", "because": "secret"}, follow=True)
    request = again(request)
    assert request.passages_hidden and request.hidden_because == "secret"
    assert "passages masqués" in page.text or "1 passage masqué" in page.text
    copy = client.get(reverse("rights:copy", args=[request.code])).content
    with zipfile.ZipFile(io.BytesIO(copy)) as archive:
        told = archive.read("vos-donnees.html").decode()
    assert "protégé par un secret" in told and "concerne une autre personne" not in told


def test_a_delay_is_extended_once_within_the_first_month(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.coordinator)
    too_far = request.received_on + timedelta(days=120)
    assert (
        "au plus tard"
        in step(client, request, "prolonger", until=too_far, reason="Complexe").content.decode()
    )
    until = request.latest_due_on
    step(client, request, "prolonger", until=until, reason="Complexe, dit par téléphone")
    assert again(request).due_on == until
    with perimeter([two_services.saint_denis]):
        assert Action.objects.open().get(verb=ANSWER_RIGHTS.verb).due == until
    page = step(client, request, "prolonger", until=until, reason="Encore").content.decode()
    assert "qu&#x27;une fois" in page


def test_another_service_never_sees_it_and_the_dpo_sees_its_code(
    two_services, signed_in, youth, dpo
):
    request = receive(youth, wording="Mots de Zoltan")
    there = signed_in(two_services.coordinator_nice)
    assert request.code not in there.get(reverse("rights:list")).content.decode()
    for name in ("request", "reread", "copy"):
        assert there.get(reverse(f"rights:{name}", args=[request.code])).status_code == 404
    page = signed_in(dpo).get(reverse("rights:list")).content.decode()
    assert request.code in page and youth.code in page
    assert "Zoltan" not in page and "Quintessence" not in page


def test_the_dpo_answers_from_the_screens_alone(two_services, signed_in, youth, dpo):
    client = signed_in(dpo)
    page = client.post(
        reverse("rights:find"),
        {"last_name": "quintessence", "first_name": "zoltan", "birth_date": youth.birth_date},
    )
    assert youth.code in page.content.decode()
    client.post(
        reverse("rights:ask_youth", args=[youth.code]),
        {"right": "access", "asker": "self", "way": "letter", "received_on": timezone.localdate()},
    )
    with perimeter([two_services.saint_denis]):
        request = RightsRequest.objects.get()
    step(client, request, "verifier", how="papers")
    reread = reverse("rights:reread", args=[request.code])
    seen = client.get(reread).context["form"].initial["seen"]
    client.post(reread, {"seen": seen, "words": ""})
    step(client, request, "remettre", how="letter")
    assert again(request).outcome == "answered"


def test_the_dpo_finds_who_writes_by_code_by_name_or_among_contacts(two_services, signed_in, dpo):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        youth, contact = placement.youth, placement.host_slot.tutor
    client, address = signed_in(dpo), reverse("rights:find")
    for code in (placement.code, youth.code.lower()):
        page = client.post(address, {"code": code})
        assert reverse("rights:ask_youth", args=[youth.code]) in page.text
    page = client.post(address, {"contact": contact.name.upper()}).text
    url = reverse("rights:ask_contact", args=[contact.pk])
    assert url in page and client.get(url).status_code == 200
    buyers = placement.offer.contract.contact
    page = client.post(address, {"contact": buyers.name}).text
    assert reverse("rights:ask_buyer_contact", args=[buyers.pk]) in page
    for typed in ({}, {"last_name": youth.last_name}):
        assert "onnez" in client.post(address, typed).text
    assert "Personne ne répond" in client.post(address, {"contact": "Personne"}).text


def test_a_guardians_copy_is_read_for_the_minor_first(two_services, signed_in, youth):
    guardian = GuardianFactory(youth=youth)
    client = signed_in(two_services.coordinator)
    client.post(
        reverse("rights:ask_youth", args=[youth.code]),
        {
            "right": "access",
            "asker": guardian.pk,
            "way": "phone",
            "received_on": timezone.localdate(),
        },
    )
    with perimeter([two_services.saint_denis]):
        request = RightsRequest.objects.get()
    assert request.guardian_id == guardian.pk
    step(client, request, "verifier", how="call_back")
    reread = reverse("rights:reread", args=[request.code])
    seen = client.get(reread).context["form"].initial["seen"]
    page = client.post(reread, {"seen": seen, "words": ""}, follow=True)
    assert "À faire maintenant : Relire dans l&#x27;intérêt du jeune" in page.content.decode()
    page = step(client, request, "remettre", how="in_hand")
    assert again(request).is_open
    step(client, request, "interet", read="on")
    step(client, request, "remettre", how="in_hand")
    assert again(request).outcome == "answered"


def test_tutors_note_requests_and_do_not_answer_them(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.tutor)
    assert client.get(reverse("rights:ask_youth", args=[youth.code])).status_code == 200
    page = client.get(reverse("rights:request", args=[request.code])).content.decode()
    assert "Un coordonnateur" in page and "verifier-how" not in page
    client.post(reverse("rights:step", args=[request.code, "verifier"]), {"verifier-how": "papers"})
    assert again(request).verified_on is None


def test_an_opposition_leaves_the_matching_and_keeps_the_situation(two_services, signed_in):
    service = two_services.saint_denis
    placement = journey(service, to=PlacementStage.SENT)
    with perimeter([service]):
        youth = Youth.objects.get(pk=placement.youth_id)
        situation = youth.situation
    request, client = receive(youth, Right.OPPOSITION), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="call_back")
    step(client, request, "opposer", how="phone")
    with perimeter([service]):
        youth.refresh_from_db()
        assert youth.opposed_on and youth.situation == situation
        placement = Placement.objects.get(pk=placement.pk)
        assert (placement.stage, placement.end_reason) == ("withdrawn", "opposition")
        assert not Youth.objects.ready().filter(pk=youth.pk).exists()
        verbs = set(Action.objects.open().filter(youth=youth).values_list("verb", flat=True))
        assert "see_youth" in verbs and not verbs & {"propose_placement", "find_placement"}
    page = client.get(reverse("work:ranking", args=[youth.code])).content.decode()
    assert "s&#x27;oppose" in page
    client.post(reverse("rights:lift", args=[request.code]))
    with perimeter([service]):
        youth.refresh_from_db()
        assert youth.opposed_on is None
        assert Action.objects.open().filter(youth=youth, verb="propose_placement").exists()


def test_nobody_who_opposes_is_listed_nor_reserved(two_services, signed_in):
    from matching.placements.reservation import why_not
    from matching.ranking.live import youths_for
    from tests.factories.journey import realistic_slot

    service = two_services.saint_denis
    slot = realistic_slot(service)
    youth = YouthFactory(service=service, situation=Situation.READY)
    with perimeter([service]):
        assert [line.subject.pk for line in youths_for(slot).lines] == [youth.pk]
        Youth.objects.filter(pk=youth.pk).update(opposed_on=timezone.localdate())
        youth.refresh_from_db()
        assert youths_for(slot).lines == []
        assert "oppose" in why_not(youth, slot, slot.offer, 150)


def test_a_rectification_shows_to_whom_the_data_went(two_services, signed_in):
    placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
    with perimeter([two_services.saint_denis]):
        youth = placement.youth
    request = receive(youth, Right.RECTIFICATION)
    page = step(signed_in(two_services.coordinator), request, "verifier", how="known")
    assert f"Atelier du Canal ({placement.code}, le " in page.content.decode()


def test_a_rectification_says_what_changed_and_who_was_told(two_services, signed_in, youth):
    request, client = receive(youth, Right.RECTIFICATION), signed_in(two_services.coordinator)
    page = step(client, request, "verifier", how="known").content.decode()
    assert reverse("wagtailsnippets_matching_youth:edit", args=[youth.pk]) in page
    step(client, request, "rectifier", how="phone", changes="adresse", others="l'entreprise")
    request = again(request)
    assert (request.changes, request.others_told) == ("adresse", "l'entreprise")
    assert request.others_told_on and request.outcome == "answered"


def test_those_who_answer_and_the_dpo_are_reminded_once_a_step(two_services, dpo, youth):
    request = receive(youth)
    before = timezone.now() + timedelta(days=(request.due_on - timezone.localdate()).days - 9)
    keeping.remind(now=before)
    keeping.remind(now=before)
    told = Message.objects.filter(kind="staff_rights_due")
    assert {message.user for message in told} == {two_services.coordinator, dpo}
    assert told.count() == 2
    assert all(request.code in message.body for message in told)
    assert not any("Quintessence" in message.body for message in told)


def test_a_copy_nobody_fetches_is_erased_after_a_week(two_services, signed_in, youth):
    request, client = receive(youth), signed_in(two_services.coordinator)
    step(client, request, "verifier", how="papers")
    reread = reverse("rights:reread", args=[request.code])
    seen = client.get(reread).context["form"].initial["seen"]
    client.post(reread, {"seen": seen, "words": ""})
    assert keeping.erase_expired_copies() == 0
    later = timezone.now() + timedelta(days=8)
    assert keeping.erase_expired_copies(now=later) == 1
    request = again(request)
    assert request.archive.erased_at and not request.archive_is_there(later)


def test_a_refusal_on_the_merits_waits_until_one_knows_who_asks(two_services, signed_in, youth):
    request, client = receive(youth, Right.ERASURE), signed_in(two_services.coordinator)
    page = client.get(reverse("rights:request", args=[request.code])).text
    assert "identité non vérifiée" in page and "mission de service public (article" not in page
    with perimeter([two_services.saint_denis]), pytest.raises(Refused, match="qui demande"):
        handling.refuse(
            request, "public_task", "letter", facts="Suivi", by=two_services.coordinator
        )
    step(client, request, "verifier", how="papers")
    said = {"reason": "public_task", "facts": "Suivi", "how": "letter", "told": "on"}
    step(client, request, "refuser", **said)
    assert again(request).refusal == "public_task"
