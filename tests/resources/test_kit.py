"""The kit: each role leaves it with a paper in hand, and nobody is sent where they have nothing to write."""

import io
import re
from datetime import date

import pytest
from bs4 import BeautifulSoup
from docx import Document

from home.enums import PublicRole
from matching.models import Notice
from psf.documents.kinds import KINDS
from resources.clause.reading import as_text, read
from resources.models import KitDocument
from tests.documents.papers import faults

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("content")]
BLANKS = {
    "fiche-entreprise": "Les interlocuteurs : deux au moins",
    "mode-emploi": "Si le jeune a moins de 18 ans",
    "presence": "Signature du jeune",
}


def links(client, address):
    main = BeautifulSoup(client.get(address).content, "html.parser").main
    return [link["href"] for link in main.select("a[href]")]


@pytest.mark.parametrize("role", PublicRole.values)
def test_each_role_downloads_the_fiche_the_notice_and_the_presence_sheet(client, role):
    found = [
        address for address in links(client, f"/kit/?role={role}") if address.endswith(".docx")
    ]
    assert {
        "/outils/documents/fiche-entreprise.docx",
        "/outils/documents/presence.docx",
        "/notice/notice.docx",
    } <= set(found)
    for address in found:
        answer = client.get(address)
        assert answer.status_code == 200 and "attachment" in answer["Content-Disposition"]
        document = Document(io.BytesIO(answer.content))
        assert faults(document) == [], address


@pytest.mark.parametrize("role", sorted({*PublicRole.values} - {PublicRole.BUYER}))
def test_only_a_buyer_is_sent_to_write_a_clause(client, role):
    """Their pages, their guides, their questions and their kit."""
    pages = [f"/{page}/?role={role}" for page in ("kit", "guides", "questions")]
    pages += [
        address
        for address in links(client, f"/guides/?role={role}")
        if address.startswith("/guides/") and "?role=" not in address
    ]
    own = BeautifulSoup(client.get("/").content, "html.parser")
    pages += [
        a["href"] for a in own.select("a[href]") if role in a["href"] and "?" not in a["href"]
    ]
    for address in pages:
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        guide = BeautifulSoup(answer.content, "html.parser").main
        for_buyers_too = "acheteur" in (guide.select_one(".psf-for") or guide.h1).text
        sent = guide.select("a[href^='/outils/redacteur/']")
        assert for_buyers_too or not sent, (address, sent)


@pytest.mark.parametrize(("slug", "part"), BLANKS.items())
def test_a_blank_copy_says_nothing_of_anybody_and_leaves_no_hole(client, slug, part):
    answer = client.get(f"/outils/documents/{slug}.docx")
    text = as_text(read(answer.content)).replace("\xa0", " ")
    assert part in text
    # A cell is left empty to be filled in; a sentence is not.
    sentences = "\n".join(line for line in text.splitlines() if " | " not in line)
    assert not re.search(r"\{\{|\{%|None|\(\)| ,|\b0 heures|  ", sentences), sentences
    assert "……" in text


def test_the_blank_guide_speaks_to_a_company_that_has_no_contract(client):
    text = as_text(read(client.get("/outils/documents/mode-emploi.docx").content))
    assert "hors de tout marché" in text and "Proposer un parcours" in text
    for word in (
        "période ferme",
        "acheteur",
        "réunion de lancement",
        "ce marché",
        "offre de parcours",
    ):
        assert word not in text, word


@pytest.mark.parametrize("slug", ["convention", "clause-ccap", "rappel", "rien", "../secret"])
def test_a_document_without_blank_copy_is_nobodys(client, slug):
    assert client.get(f"/outils/documents/{slug}.docx").status_code == 404


def test_blank_copies_are_declared_by_their_kinds():
    assert {kind.slug for kind in KINDS if kind.blank} == set(BLANKS)


def test_the_notice_in_force_is_a_file(client):
    notice = Notice.objects.in_force()
    answer = client.get("/notice/notice.docx")
    text = as_text(read(answer.content))
    assert notice.number in text and "Remise au représentant légal" in text
    for line in (notice.text + "\n" + notice.guardian_text).splitlines():
        assert line.strip().replace("'", "’") in text.replace("\xa0", " ")
    assert "/notice/notice.docx" in client.get("/notice/").content.decode()


def test_the_date_of_a_paper_is_that_of_its_text_not_of_its_loading(client):
    assert {row.version_on for row in KitDocument.objects.all()} == {
        date(2026, 11, 30),
        date(2026, 1, 1),
    }
    assert "version du 30/11/2026" in client.get("/kit/").content.decode()
