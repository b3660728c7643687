"""Many at once on one link: tries, codes and forwardings are counted as if one after the other."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connections
from django.test import Client

from matching.models import Signature
from psf.links.enums import CODE_TRIES, CODES_ASKED, FORWARDS_A_DAY
from psf.links.models import Link
from psf.messaging.models import Message
from psf.perimeter.scope import all_services, perimeter
from tests.matching.guests.test_passing_on import colleague, right_person
from tests.matching.guests.test_sign_code import (  # noqa: F401  (fixtures)
    form_of,
    private_files,
    sign_link,
    to_sign,
    wrong,
)
from tests.own_database import db  # noqa: F401

AT_ONCE = 8


@pytest.fixture
def all_at_once():
    """`all_at_once(ask, forms)`: the status of each answer, asked at the same moment."""

    def run(ask, forms):
        start = threading.Barrier(len(forms))

        def one(form):
            try:
                start.wait(timeout=60)
                return ask(form).status_code
            finally:
                connections.close_all()

        with ThreadPoolExecutor(len(forms)) as pool:
            return list(pool.map(one, forms))

    return run


def same(visitor) -> Client:
    """The browser of `visitor`, for another thread."""
    client = Client()
    client.cookies = visitor.client.cookies
    return client


def test_wrong_codes_sent_at_once_by_one_browser_are_five_tries(visit, to_sign, all_at_once):  # noqa: F811
    visitor = visit(sign_link(to_sign))
    data = form_of(visitor)
    bad = {**data, "code": wrong(data["code"])}
    all_at_once(lambda form: same(visitor).post(f"{visitor.url}sign/", form), [bad] * AT_ONCE)
    with all_services("test"):
        assert Link.objects.get(pk=visitor.link.pk).code_tries == CODE_TRIES
    assert visitor.client.post(f"{visitor.url}sign/", data).status_code == 409
    with perimeter([to_sign.service_id]):
        assert not Signature.objects.filter(placement=to_sign).exists()


def test_codes_asked_for_at_once_are_as_many_as_one_may(visit, to_sign, all_at_once):  # noqa: F811
    visitor = visit(sign_link(to_sign))
    answers = all_at_once(
        lambda form: visit(visitor.link).client.post(f"{visitor.url}code/", form), [{}] * AT_ONCE
    )
    most = CODES_ASKED[0][0]
    assert sorted(answers) == [302] * most + [409] * (AT_ONCE - most)
    with all_services("test"):
        assert Message.objects.filter(kind="company_sign_code").count() == most


def test_one_signature_comes_out_of_the_same_code_sent_twice(
    visit,
    to_sign,  # noqa: F811
    all_at_once,
):
    visitor = visit(sign_link(to_sign))
    data = form_of(visitor)
    answers = all_at_once(
        lambda form: visit(visitor.link).client.post(f"{visitor.url}sign/", form), [data] * 3
    )
    assert sorted(answers) == [302, 409, 409]
    with perimeter([to_sign.service_id]):
        assert Signature.objects.filter(placement=to_sign).count() == 1


def test_a_link_passed_on_by_many_at_once_has_one_living_child(
    visit, file_at, buyer_link, company_link, all_at_once
):
    placement = file_at()
    for link, gesture, words in (
        (buyer_link(placement), "contact", colleague),
        (company_link(placement), "redirect", right_person),
    ):
        url = f"/lien/{link.key}/{gesture}/"
        forms = [words(number) for number in range(AT_ONCE)]
        answers = all_at_once(lambda form: visit(link).client.post(url, form), forms)  # noqa: B023
        assert answers.count(302) == FORWARDS_A_DAY, gesture
        with all_services("test"):
            passed = Link.objects.filter(forwarded_from=link)
            assert (passed.count(), passed.alive().count()) == (FORWARDS_A_DAY, 1), gesture
