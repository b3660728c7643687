"""Signing asks a one-time code, sent to the address of the link: guessed, replayed, asked for too often."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from time_machine import travel

from matching.models import Placement, Signature
from matching.placements.signing_by_link import sign_by_link
from psf.links import codes
from psf.links.enums import CODE_DIGITS, CODE_MINUTES, CODE_TRIES, CODE_TRIES_TOLD, CODES_ASKED
from psf.links.models import Link
from psf.messaging import outbox
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.errors import Refused
from tests.factories.links import say
from tests.matching.guests.test_sign import (  # noqa: F401  (fixtures)
    NAME,
    code_sent,
    form_of,
    private_files,
    schedule,
    sign_link,
    to_sign,
)

pytestmark = pytest.mark.django_db


def signatures(placement) -> list[Signature]:
    with perimeter([placement.service_id]):
        return list(Signature.objects.filter(placement=placement))


def wrong(code) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**CODE_DIGITS:0{CODE_DIGITS}d}"


def row(link) -> Link:
    with all_services("test"):
        return Link.objects.get(pk=link.pk)


@pytest.fixture
def signer(visit, to_sign):  # noqa: F811
    return visit(sign_link(to_sign))


def test_the_link_alone_signs_nothing(signer, to_sign):  # noqa: F811
    """Whoever found, forwarded or photographed the link reads the convention and no more."""
    data = form_of(signer)
    for code in ("", "000000", wrong(data["code"])):
        assert signer.answers("sign", {**data, "code": code}).status_code in (200, 409)
    assert signatures(to_sign) == []


def test_the_right_code_signs_and_stands_in_the_proof(signer, to_sign):  # noqa: F811
    assert signer.answers("sign", form_of(signer)).status_code == 302
    (signature,) = signatures(to_sign)
    address = row(signer.link).contact.email
    assert signature.code_confirmed_at
    assert signature.code_sent_to == f"{address[0]}…@{address.partition('@')[2]}"
    assert address not in signature.code_sent_to


def test_the_code_leaves_for_the_address_of_the_link_and_is_kept_nowhere(signer):
    data = form_of(signer)
    with all_services("test"):
        message = Message.objects.get(kind="company_sign_code")
        assert message.address == signer.link.contact.email
        assert data["code"] not in message.body + message.subject_line
        kept = Link.objects.filter(pk=signer.link.pk).values().get()
    assert data["code"] not in str(kept)


def test_the_code_is_in_the_mail_and_not_on_the_page_of_the_staff(signer, signed_in, two_services):
    data = form_of(signer)
    with all_services("test"):
        message = Message.objects.get(kind="company_sign_code")
    page = signed_in(two_services.coordinator).get(f"/admin/messages/{message.pk}/")
    assert page.status_code == 200
    assert data["code"] not in page.content.decode()
    assert "••••••" in page.content.decode()


def test_the_outbox_sends_it(signer):
    from psf.messaging.channels.recorded import RecordedChannel

    RecordedChannel.reset()
    data = form_of(signer)
    outbox.sweep()
    assert any(data["code"] in sent.text for sent in RecordedChannel.delivered)


def test_after_five_wrong_ones_a_browser_waits_even_with_the_right_one(signer, to_sign):  # noqa: F811
    data = form_of(signer)
    for _ in range(CODE_TRIES):
        assert signer.answers("sign", {**data, "code": wrong(data["code"])}).status_code == 409
    page = signer.answers("sign", data)
    assert page.status_code == 409
    assert "Réessayez dans 1 minute, avec le même code" in page.content.decode()
    assert signatures(to_sign) == []
    with travel(timedelta(seconds=61)):
        assert signer.answers("sign", data).status_code == 302
    assert len(signatures(to_sign)) == 1


def holder_of_the_leaked_link(visit, signer, times):
    """Somebody who has the link and not the mailbox: each time in a browser of its own."""
    for _ in range(times):
        yield visit(signer.link)


def test_who_holds_a_leaked_link_uses_up_no_code_of_the_signer(visit, signer, to_sign):  # noqa: F811
    """Neither by asking for codes until none leaves any more, nor by typing wrong ones."""
    for thief in holder_of_the_leaked_link(visit, signer, 3):
        asked = {thief.client.post(f"{signer.url}code/").status_code for _ in range(4)}
        assert asked <= {302, 409}
    typed = {"name": NAME, "read": "on", "code": "0000000000"}
    for thief in holder_of_the_leaked_link(visit, signer, 3):
        document = thief.page("sign/").context["form"]["document"].value()
        for _ in range(CODE_TRIES + 1):
            answer = thief.client.post(f"{signer.url}sign/", {**typed, "document": document})
            assert answer.status_code == 409
    with all_services("test"):
        assert Message.objects.filter(link=signer.link).count() == CODES_ASKED[0][0]
    refused = signer.client.post(f"{signer.url}code/")
    assert refused.status_code == 409
    assert "déjà parti" in refused.content.decode()
    assert "J’ai reçu le code" in refused.content.decode()
    data = {**typed, "document": document, "code": code_sent(signer.link)}
    assert signer.answers("sign", data).status_code == 302
    assert len(signatures(to_sign)) == 1


def test_at_no_moment_of_the_day_is_the_signer_without_a_code(visit, signer, to_sign):  # noqa: F811
    """A thief who asks as often as one may, all day long: the mailbox holds a code that works."""
    start = timezone.now()
    for quarter in range(0, 30 * 4, 3):
        with travel(start + timedelta(minutes=15 * quarter, seconds=quarter)):
            visit(signer.link).client.post(f"{signer.url}code/")
            link = row(signer.link)
            assert codes.is_waiting(link), quarter
            assert code_sent(signer.link) == link.code_to_read
    with all_services("test"):
        sent = Message.objects.filter(link=signer.link).count()
    # Thirty hours, eight a day at most.
    assert sent <= 2 * CODES_ASKED[1][0]


def test_who_silences_a_link_silences_only_their_own_browser(visit, signer, to_sign):  # noqa: F811
    thief = visit(signer.link)
    answers = [thief.client.post(f"{signer.url}code/").status_code for _ in range(40)]
    assert answers[-1] == 429
    assert signer.client.post(f"{signer.url}code/").status_code == 409
    data = {**form_without_asking(signer), "code": code_sent(signer.link)}
    assert signer.answers("sign", data).status_code == 302


def test_guessing_stands_in_the_history_of_the_file(visit, signer, to_sign):  # noqa: F811
    form_of(signer)
    typed = {**form_without_asking(signer), "code": "0000000000"}
    for thief in holder_of_the_leaked_link(visit, signer, CODE_TRIES_TOLD // CODE_TRIES + 1):
        for _ in range(CODE_TRIES):
            thief.client.post(f"{signer.url}sign/", typed)
    with perimeter([to_sign.service_id]):
        (told,) = to_sign.events.filter(name="codes_guessed")
    assert "Retirez-le" in told.text


def form_without_asking(visitor) -> dict:
    form = visitor.page("sign/").context["form"]
    return {"document": form["document"].value(), "name": NAME, "read": "on"}


def test_what_was_typed_stays_after_a_wrong_code(signer):
    data = form_of(signer)
    page = signer.answers("sign", {**data, "code": wrong(data["code"])}).content.decode()
    assert f'value="{NAME}"' in page
    assert "Ce n’est pas ce code" in page
    assert "Recevoir le code de nouveau" in page


def test_a_form_left_incomplete_costs_no_try(signer):
    data = form_of(signer)
    for _ in range(CODE_TRIES + 1):
        assert signer.answers("sign", {**data, "name": ""}).status_code == 200
    assert row(signer.link).code_tries == 0


def test_asking_for_a_code_is_no_signature_given_up(signer):
    form_of(signer)
    assert "ne vaut plus" not in signer.text()
    assert row(signer.link).answered_at is None


def test_after_fifteen_minutes_another_is_asked_for(signer, to_sign):  # noqa: F811
    data = form_of(signer)
    until = row(signer.link).code_until - timezone.now()
    assert timedelta(minutes=CODE_MINUTES - 1) < until <= timedelta(minutes=CODE_MINUTES)
    late = timezone.now() - timedelta(seconds=1)
    with all_services("test"):
        Link.objects.filter(pk=signer.link.pk).update(code_until=late)
    assert signer.client.post(f"{signer.url}sign/", data).status_code == 409
    page = signer.page("sign/")
    assert (page.status_code, page.url) == (302, f"{signer.url}code/")
    assert signatures(to_sign) == []


def test_asking_again_sends_the_same_code(signer, to_sign):  # noqa: F811
    """Two messages on their way, and whichever is read first works."""
    former = form_of(signer)
    fresh = form_of(signer)
    assert former["code"] == fresh["code"]
    assert signer.answers("sign", former).status_code == 302


def test_once_it_is_over_another_code_leaves_and_ends_it(signer, to_sign):  # noqa: F811
    former = form_of(signer)
    with travel(timedelta(minutes=CODE_MINUTES, seconds=1)):
        fresh = form_of(signer)
        assert former["code"] != fresh["code"]
        assert signer.answers("sign", former).status_code == 409
        assert signer.answers("sign", fresh).status_code == 302


def test_a_code_serves_once(signer, to_sign):  # noqa: F811
    data = form_of(signer)
    assert signer.answers("sign", data).status_code == 302
    with perimeter([to_sign.service_id]):
        placement = Placement.objects.for_file().get(pk=to_sign.pk)
        schedule(placement, weeks=1)
        assert not Signature.objects.filter(placement=placement).exists()
        from matching.placements.signing import convention_to_sign

        convention_to_sign(placement)
    again = signer.client.post(f"{signer.url}sign/", data)
    assert again.status_code == 409
    assert signatures(to_sign) == []


def test_the_code_of_another_link_signs_nothing(visit, to_sign):  # noqa: F811
    mine, theirs = visit(sign_link(to_sign)), visit(sign_link(to_sign, "youth"))
    other = form_of(theirs)["code"]
    data = form_of(mine)
    assert mine.answers("sign", {**data, "code": other}).status_code == 409
    assert signatures(to_sign) == []


def test_codes_are_asked_for_so_often_and_no_more(signer):
    most, hours = CODES_ASKED[0]
    for _ in range(most):
        assert signer.client.post(f"{signer.url}code/").status_code == 302
    answers = [signer.client.post(f"{signer.url}code/") for _ in range(5)]
    assert {answer.status_code for answer in answers} == {409}
    assert "Il vaut jusqu’à" in answers[0].content.decode()
    with all_services("test"):
        sent = Message.objects.filter(kind="company_sign_code")
        assert sent.count() == most
        sent.update(created_at=timezone.now() - timedelta(hours=hours, minutes=1))
    assert signer.client.post(f"{signer.url}code/").status_code == 302
    # And no code of the first ones is better than a guess.
    assert row(signer.link).code_tries == 0


def test_reading_asks_for_no_code_and_signs_nothing(signer, to_sign):  # noqa: F811
    """Mail scanners follow every link and button that a GET opens."""
    for path in ("", "code/", "sign/", "document/convention/"):
        for method in ("get", "head"):
            getattr(signer.client, method)(f"{signer.url}{path}")
    data = form_of(signer)
    query = "&".join(f"{name}={value}" for name, value in data.items())
    for method in ("get", "head"):
        getattr(signer.client, method)(f"{signer.url}sign/?{query}")
    with all_services("test"):
        assert Message.objects.filter(kind="company_sign_code").count() == 1
    assert row(signer.link).code_tries == 0
    assert signatures(to_sign) == []


def test_an_address_no_longer_in_force_gets_no_code(signer, to_sign):  # noqa: F811
    say(signer.link.contact, signer.link.service_id, email="autre@exemple.fr")
    assert signer.client.post(f"{signer.url}code/").status_code == 410
    with all_services("test"):
        assert not Message.objects.filter(kind="company_sign_code").exists()


def test_without_cookie_nobody_asks_for_a_code(signer):
    assert Client().post(f"{signer.url}code/").status_code == 404


def test_no_caller_signs_without_a_code(to_sign):  # noqa: F811
    link = sign_link(to_sign)
    with perimeter([to_sign.service_id]), pytest.raises(Refused):
        sign_by_link(to_sign, "company", name=NAME, link=link, code="")
    with pytest.raises(TypeError):
        sign_by_link(to_sign, "company", name=NAME, link=link)


def test_the_field_is_made_for_a_phone(signer):
    form_of(signer)
    page = signer.text("sign/")
    assert 'autocomplete="one-time-code"' in page
    assert 'inputmode="numeric"' in page
