"""A consultation before publication: dated, answered, quotable; silence is neither yes nor no."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from offers.filings import lifecycle
from offers.filings.forgetting import forget_closed
from offers.filings.wording import SILENCE, proof_of
from offers.models import Filing
from psf.french.days import full_date
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.models import Action
from tests.factories.accounts import coordinator
from tests.offers.filings.conftest import again, consultation, mails_about
from tests.offers.filings.test_taking import url

pytestmark = pytest.mark.django_db
TEXT = "Deux parcours de 150 heures conviennent à ce bassin."


@pytest.fixture
def asked(buyer) -> Filing:
    return buyer.confirms(buyer.filed(consultation(), "/consulter/"))


def answer(client, filing, **data):
    return client.post(url(filing, "repondre"), {"answer": "favourable", "text": TEXT, **data})


def test_the_receipt_is_dated_has_a_due_date_and_says_what_silence_is(buyer, asked):
    receipt, page = mails_about(asked)[-1], buyer.page()
    today = full_date(timezone.localdate())
    for said in (receipt.body, page):
        assert asked.code in said and SILENCE in said.replace("&#x27;", "'")
    assert today in page and "Pas de réponse à ce jour" in page
    assert "ne vaut ni accord ni refus" in proof_of(asked).quote
    assert "a répondu" not in proof_of(asked).quote


def test_the_answer_is_given_once_and_both_are_quoted_with_their_dates(
    buyer, asked, coordinating, here
):
    later = timezone.now() + timedelta(days=4)
    day = full_date(timezone.localdate(later))
    with perimeter([here]):
        lifecycle.answer(asked, "favourable", TEXT, by=coordinator(here), now=later)
    filing = again(asked)
    proof = proof_of(filing)
    for date in (full_date(timezone.localdate(filing.confirmed_at)), day):
        assert date in proof.quote
    assert filing.code in proof.quote and "favorable" in proof.quote and TEXT not in proof.quote
    mail = mails_about(filing)[-1]
    assert mail.kind == "filing_answered" and TEXT in mail.body and day in mail.body
    page = buyer.page()
    assert TEXT in page and proof.quote.replace("'", "&#x27;") in page
    with perimeter([filing.service_id]):
        assert not Action.objects.open().exists()
    # Not a second time, and not by a page left open.
    answer(coordinating, asked, text="Autre chose")
    assert again(asked).answer_text == TEXT
    assert "déjà traitée" in buyer.page("corriger/")


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("favourable", "Elle a rendu un avis favorable le "),
        ("to_adapt", "[dites ce que vous avez adapté]"),
        ("no_capacity", "[dites ce que vous avez changé depuis]"),
    ],
)
def test_what_is_quoted_serves_its_buyer_who_may_ask_again(
    buyer, asked, coordinating, said, quoted
):
    """Published as it stands: never the advice itself where it was not followed yet."""
    answer(coordinating, asked, answer=said)
    quote = proof_of(again(asked)).quote
    assert quoted in quote and "avis à adapter" not in quote and "défavorable" not in quote
    [address] = re.findall(r'href="(/consulter/[^"]+)"', buyer.page())
    form = buyer.client.get(address.replace("&amp;", "&")).context["form"]
    assert form["objet"].value() == asked.title and form["acheteur"].value() == asked.organisation
    assert not form["courriel"].value() and asked.email not in address


def test_an_answer_has_words(asked, coordinating):
    refused = coordinating.post(url(asked, "repondre"), {"answer": "favourable", "text": ""})
    assert refused.status_code == 200 and "Écrivez votre réponse" in refused.content.decode()
    assert not again(asked).answer


def test_it_takes_no_fiche_and_never_enters_the_registry(buyer, asked, coordinating):
    assert "pas de fiche" in buyer.page("fiche/")
    assert coordinating.get(url(asked)).context["take_form"] is None


def test_it_goes_months_after_its_answer(asked, coordinating):
    assert answer(coordinating, asked).status_code == 302
    assert again(asked).answer == "favourable"
    assert forget_closed() == 0
    assert forget_closed(now=timezone.now() + timedelta(days=23 * 30)) == 0
    assert forget_closed(now=timezone.now() + timedelta(days=25 * 31)) == 1
    with all_services("test"):
        assert not Filing.objects.exists()
