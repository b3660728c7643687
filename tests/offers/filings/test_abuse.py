"""Somebody else's mail, a thousand posts, files that lie: what a stranger can and cannot do."""

import pytest
from django.core.exceptions import RequestDataTooBig

from offers.filings.lifecycle import UNCONFIRMED
from offers.models import Filing
from psf.documents.models import Blob
from psf.perimeter.scope import all_services
from psf.uploads import BoundedUploadHandler
from resources.public.filings import FILED
from tests.documents import hostile, samples
from tests.offers.filings.conftest import (
    COMPANY,
    Sender,
    again,
    declaration,
    mails_about,
)

pytestmark = pytest.mark.django_db


def count() -> int:
    with all_services("test"):
        return Filing.objects.count()


def test_a_thousand_posts_from_one_place_are_ten(buyer):
    codes = {
        buyer.sends(declaration(courriel=f"personne{number}@exemple.fr")).status_code
        for number in range(FILED.tries)
    }
    assert codes == {302}
    refused = buyer.sends(declaration(courriel="autre@exemple.fr"))
    assert refused.status_code == 429 and int(refused["Retry-After"]) > 0
    # Nothing typed is lost to who is told to wait.
    assert 'value="Ateliers du Port"' in refused.content.decode()
    assert count() == FILED.tries


def test_a_mailbox_is_not_filled_by_strangers_from_everywhere(buyer):
    for number in range(UNCONFIRMED.tries):
        sender = Sender()
        sender.client.defaults["REMOTE_ADDR"] = f"203.0.113.{number}"
        assert sender.sends(declaration()).status_code == 302
    sender.client.defaults["REMOTE_ADDR"] = "203.0.113.99"
    refused = sender.sends(declaration(courriel="CAMILLE@valfleury.fr"))
    assert refused.status_code == 429 and "déjà d" in refused.content.decode()
    assert count() == UNCONFIRMED.tries
    # Its owner confirms one, and is heard again.
    with all_services("test"):
        first = Filing.objects.earliest("pk")
    buyer.confirms(first)
    assert sender.sends(declaration()).status_code == 302


def test_no_file_is_taken_from_who_confirmed_nothing(buyer):
    upload = samples.sent(samples.pdf("Fiche"), "fiche.pdf")
    filing = buyer.filed({**declaration(), "upload": upload, "p0-upload": upload})
    buyer.opens(filing)
    upload.seek(0)
    buyer.answers("fiche", {"upload": upload})
    assert not Blob.objects.exists()


@pytest.mark.parametrize(
    "content",
    [b"MZ\x90\x00not a document", b"", hostile.swelling(60)],
    ids=["a program", "nothing", "a bomb"],
)
def test_a_file_that_lies_is_refused_as_everywhere(buyer, declared, content):
    answer = buyer.answers("fiche", {"upload": samples.sent(content, "fiche.pdf")})
    assert answer.status_code in (200, 409)
    assert not Blob.objects.exists() and again(declared).amended_at is None


@pytest.mark.parametrize(
    ("path", "cookie", "megabytes", "heard"),
    [
        ("/declarer/", "", 4, False),
        ("/lien/abc/fiche/", "", 4, False),
        ("/lien/abc/fiche/", "lien_abc=1", 4, True),
        ("/lien/abc/fiche/", "lien_abc=1", 14, False),
    ],
)
def test_only_the_pages_of_a_link_take_a_file(path, cookie, megabytes, heard):
    handler = BoundedUploadHandler()
    announced = {"PATH_INFO": path, "HTTP_COOKIE": cookie}

    def announce():
        handler.handle_raw_input(None, announced, megabytes * 10**6, b"")

    if heard:
        announce()
    else:
        with pytest.raises(RequestDataTooBig):
            announce()


def test_a_fiche_replaced_leaves_no_file_behind(buyer, declared):
    for name in ("une.pdf", "deux.pdf"):
        answer = buyer.answers("fiche", {"upload": samples.sent(samples.pdf(name), name)})
        assert answer.status_code == 302
    assert Blob.objects.count() == 1
    assert again(declared).parts.all()[0].file_name == "deux.pdf"


def test_the_fiche_of_one_lot_is_named_by_its_lot(buyer):
    rows = ({**COMPANY, "lot": "1"}, {**COMPANY, "lot": "2"})
    filing = buyer.confirms(buyer.filed(declaration(*rows)))
    second = filing.parts.all()[1]
    upload = samples.sent(samples.pdf("Fiche"), "deux.pdf")
    assert buyer.answers("fiche", {"upload": upload}).status_code == 200
    upload.seek(0)
    assert buyer.answers("fiche", {"upload": upload, "part": second.pk}).status_code == 302
    assert [bool(part.blob_id) for part in again(filing).parts.all()] == [False, True]


def test_what_is_typed_is_shown_as_words_and_written_in_no_subject(buyer, coordinating):
    nasty = "<script>alert(1)</script>{lien}"
    filing = buyer.confirms(buyer.filed(declaration(acheteur=nasty, objet=nasty)))
    for page in (
        buyer.page(),
        coordinating.get(f"/admin/demandes/{filing.code}/").content.decode(),
    ):
        assert "<script>alert" not in page
    for mail in mails_about(filing):
        assert "alert" not in mail.subject_line


def test_numbers_and_lots_beyond_reason_are_bounded(buyer):
    rows = {**declaration(), "nombre": "999", "ajouter": "1"}
    answer = buyer.sends(rows)
    assert answer.status_code == 200 and len(answer.context["form"].parts) == 15
    for wrong in ("-1", "x" * 500, "٣"):
        assert buyer.sends({**declaration(), "nombre": wrong, "ajouter": "1"}).status_code == 200
