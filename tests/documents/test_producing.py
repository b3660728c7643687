"""Documents filled from the dossier: what they say, what they lack, what they never say."""

import io
from html import unescape

import pytest
from docx import Document

from matching.documents.reminder import rappel_for
from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.calls import record_call
from offers.models import Contract
from psf.documents import word
from psf.documents.kinds import kinds
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from psf.workflow.errors import Refused
from tests.factories.offers import OfferFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage


def text_of(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    parts = [paragraph.text for paragraph in document.paragraphs]
    parts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join(parts)


def address(placement, document) -> str:
    return f"/admin/suivi/{placement.code}/documents/produire/{document}/"


@pytest.mark.parametrize("kind", kinds(), ids=lambda kind: kind.slug)
def test_the_products_own_templates_use_known_variables_only(kind):
    content = kind.built_in.read_bytes()
    word.check(content, kind.names)
    filled = text_of(word.render_own(content, kind.samples))
    assert "{" not in filled and "}" not in filled
    assert all(variable.description for variable in kind.variables)


def test_a_convention_is_filled_from_the_dossier(tutor, file_at, two_services):
    placement = file_at(Stage.IN_COMPANY)
    answer = tutor.get(address(placement, "convention"))
    assert answer["Content-Disposition"].endswith(f'"{placement.code}-convention.docx"')
    text = text_of(answer.content)
    assert placement.youth.last_name in text and "Atelier du Canal" in text
    assert "Claude Essai" in text and f"{placement.hours} heures" in text
    assert "Jeune mineur" in text and "représentant légal" in text.lower()
    assert "sous-traitant" not in text
    assert "……" not in text.split("7. Conditions")[0]
    with perimeter([two_services.saint_denis]):
        assert AccessLog.objects.filter(door=AccessLog.Door.DOCUMENT).count() == 1


def test_what_is_missing_is_said_and_the_document_comes_with_blanks(tutor, file_at):
    placement = file_at(Stage.CONVENTION)
    page = unescape(tutor.get(address(placement, "convention")).content.decode())
    assert "les dates et l&#x27;emploi du temps" in page or "les dates et l'emploi du temps" in page
    assert "l'établissement support" in page
    text = text_of(tutor.get(f"{address(placement, 'convention')}?blancs=1").content)
    assert "……" in text and placement.youth.last_name in text


def test_what_people_typed_is_text_and_never_code(tutor, file_at, two_services):
    placement = file_at(Stage.IN_COMPANY)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=placement.pk).update(
            goals="{{ 7 * 7 }} <w:p>& {% if x %}\nSeconde ligne"
        )
    text = text_of(tutor.get(address(placement, "convention")).content)
    assert "{{ 7 * 7 }} <w:p>& {% if x %}\nSeconde ligne" in text


@pytest.mark.parametrize("document", ["attestation", "presence"])
def test_attestation_and_presence_sheet_name_the_days(tutor, file_at, document):
    placement = file_at(Stage.IN_COMPANY)
    text = text_of(tutor.get(f"{address(placement, document)}?blancs=1").content)
    assert placement.youth.first_name in text
    if document == "presence":
        assert "Lundi" in text and "–" in text


def test_an_unknown_document_is_not_there(tutor, file_at):
    assert tutor.get(address(file_at(), "facture")).status_code == 404


@pytest.fixture
def silent(file_at, two_services):
    placement = file_at(Stage.SENT)
    with perimeter([two_services.saint_denis]):
        record_call(placement, by=two_services.tutor, outcome="no_answer", text="Zyxcanari malade")
        record_call(placement, by=two_services.tutor, outcome="message_left")
        Message.objects.filter(placement=placement, kind="company_proposal").update(
            state=MessageState.SENT, body="Zyxcanari"
        )
    Contract.objects.update(clause_article="article 12.3 du CCAP")
    return placement


def test_the_rappel_names_the_marche_and_the_attempts_and_nobody(tutor, silent, seen):
    answer = tutor.get(address(silent, "rappel"))
    text = text_of(answer.content)
    contract = seen(silent).offer.contract
    assert contract.reference in text and "article 12.3 du CCAP" in text
    assert "appel, pas de réponse" in text and "appel, message laissé" in text
    assert text.count("courriel, présentation d'un jeune, envoyé") == 1
    assert "présentation d'un jeune transmise" not in text
    youth = silent.youth
    for secret in (youth.last_name, youth.code, silent.code, "Zyxcanari", youth.phone or "xxxxx"):
        assert secret not in text
    assert silent.code not in answer["Content-Disposition"]


def test_without_an_article_the_rappel_still_says_which_clause(silent, two_services):
    for typed, said in (
        ("", "article relatif à la clause sociale de formation"),
        ("9.2", "article 9.2"),
    ):
        Contract.objects.update(clause_article=typed)
        with perimeter([two_services.saint_denis]):
            placement = Placement.objects.get(pk=silent.pk)
            assert f"Son {said} vous engage" in text_of(rappel_for(placement))


def test_the_buyer_page_gets_the_rappel_of_an_offer(silent, two_services):
    with perimeter([two_services.saint_denis]):
        text = text_of(rappel_for(silent.offer))
    assert "appel, pas de réponse" in text and silent.youth.code not in text
    with perimeter([]):
        assert "appel, pas de réponse" not in text_of(rappel_for(silent.offer))


def test_a_voluntary_offer_has_no_engagement_to_recall(two_services):
    offer = OfferFactory(service=two_services.saint_denis, contract=None)
    with pytest.raises(Refused, match="ne vient pas d'un marché"):
        rappel_for(offer)


def test_the_dossier_offers_what_serves_at_its_stage(tutor, file_at):
    page = unescape(tutor.get(f"/admin/suivi/{file_at(Stage.CONVENTION).code}/").content.decode())
    assert "Convention (Word)" in page and "Joindre : convention" in page
    assert "Attestation de présence (Word)" not in page
