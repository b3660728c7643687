"""An administrator replaces a Word template: checked, tried, published; nothing runs."""

import io
from html import unescape

import pytest
from django.db import IntegrityError, transaction
from docx import Document

from matching.documents import build
from matching.enums import PlacementStage
from psf.accounts.roles import Role
from psf.documents.kinds import kinds
from psf.documents.models import DocumentTemplate
from psf.perimeter.scope import perimeter
from psf.territories.models import Academy
from tests.documents import hostile, samples
from tests.documents.papers import faults, whole
from tests.documents.test_producing import text_of
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
LIST = "/admin/modeles/"
ADDRESS = f"{LIST}convention/"
GOOD = samples.docx(
    "Convention de {{ jeune_prenom }} chez {{ entreprise }}", footer="{{ code_dossier }}"
)


def said(answer) -> str:
    return unescape(answer.content.decode())


@pytest.mark.parametrize("name", build.SHEETS)
def test_the_own_template_is_what_its_source_says(name):
    kept = whole(Document(build.FOLDER / f"{name}.docx"))
    assert kept == whole(build.sheet(name).document), "run python -m matching.documents.build"


@pytest.mark.parametrize("name", build.SHEETS)
def test_the_own_template_is_a_paper_that_anybody_can_walk(name):
    assert faults(Document(build.FOLDER / f"{name}.docx")) == []


@pytest.fixture
def administrator(signed_in):
    return signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))


@pytest.fixture
def academic(signed_in, two_services):
    """Créteil's coordinator: she prepares the templates of her académie, and no other."""
    academy = two_services.saint_denis.department.academy
    return signed_in(UserFactory(roles=[Role.ACADEMIC], place=academy))


def prepare(
    client, content, *, academy="", name="modele.docx", reason="Notre logo", address=ADDRESS
):
    return client.post(
        address, {"upload": samples.sent(content, name), "reason": reason, "academy": academy}
    )


def produced(client, placement) -> str:
    return text_of(
        client.get(f"/admin/suivi/{placement.code}/documents/produire/convention/?blancs=1").content
    )


def test_a_template_is_prepared_tried_then_published(administrator, tutor, file_at):
    placement = file_at(PlacementStage.CONVENTION)
    answer = prepare(administrator, GOOD)
    version = DocumentTemplate.objects.get()
    assert answer.url == f"{ADDRESS}{version.pk}/"
    sample = text_of(administrator.get(f"{answer.url}essai/").content)
    assert sample == "Convention de Dominique chez Atelier du Canal"
    assert administrator.get(f"{answer.url}fichier/").content == GOOD
    assert "Statut du jeune" in produced(tutor, placement)  # Still the product's own.
    administrator.post(f"{answer.url}publier/")
    assert produced(tutor, placement).startswith(f"Convention de {placement.youth.first_name}")


def test_the_footer_is_filled_too(administrator, tutor, file_at):
    placement = file_at(PlacementStage.CONVENTION)
    administrator.post(f"{prepare(administrator, GOOD).url}publier/")
    content = tutor.get(
        f"/admin/suivi/{placement.code}/documents/produire/convention/?blancs=1"
    ).content
    document = Document(io.BytesIO(content))
    assert document.sections[0].footer.paragraphs[0].text == placement.code


def spanning(columns: int) -> bytes:
    """A table whose only cell says that it is that wide: whoever walks its cells never comes back."""
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr><w:p/></w:tc>'
    return hostile.body(f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr>{cell}</w:tr></w:tbl>")


REFUSED = [
    (samples.docx("{{ jeune_ine }} {{ salaire }}"), "m.docx", "« jeune_ine », « salaire »"),
    (samples.docx("x", footer="{{ secret }}"), "m.docx", "« secret »"),
    (samples.docx("x", title="{{ secret }}"), "m.docx", "« secret »"),
    (samples.docx("{{ entreprise.__class__.__mro__ }}"), "m.docx", "du code"),
    (samples.docx("{{ entreprise|upper }}"), "m.docx", "du code"),
    (samples.docx("{{ cycler.__init__.__globals__ }}"), "m.docx", "du code"),
    (samples.docx("{{ range(10) }}"), "m.docx", "du code"),
    (samples.docx("{% for x in entreprise %}{{ x }}{% endfor %}"), "m.docx", "du code"),
    (samples.docx("{% set entreprise = 1 %}"), "m.docx", "du code"),
    (samples.docx("{% include 'x' %}"), "m.docx", "du code"),
    (samples.docx("{{ 'x' * 1000000000 }}"), "m.docx", "du code"),
    (samples.docx("{% if entreprise %}"), "m.docx", "mal écrite"),
    (samples.docx("{{ entreprise }"), "m.docx", "mal écrite"),
    (samples.with_member(samples.docx(), "word/vbaProject.bin"), "m.docx", "macros"),
    (samples.docx(), "m.docm", "macros"),
    (samples.with_member(samples.docx(), "word/embeddings/ole.bin"), "m.docx", "incorporé"),
    (samples.with_member(samples.docx(), "word/x.xml", b"<!DOCTYPE x>"), "m.docx", "DOCTYPE"),
    (samples.docx("{% if entreprise %}" * 3_000 + "{% endif %}" * 3_000), "m.docx", "emboîte"),
    (samples.docx("{{ entreprise }}" * 4_000), "m.docx", "3000 balises"),
    (
        samples.docx("{{ " + "(" * 3_000 + "entreprise" + ")" * 3_000 + " }}"),
        "m.docx",
        "mal écrite",
    ),
    (samples.docx("{{ " + "not " * 3_000 + "entreprise }}"), "m.docx", "mal écrite"),
    (spanning(10**9), "m.docx", "5000 cases"),
    (hostile.body("<w:p/>" * 70_000), "m.docx", "trop volumineux"),
    (samples.pdf(), "m.docx", "document Word"),
    (samples.odt(), "m.docx", "document Word"),
    (b"", "m.docx", "vide"),
    (GOOD + b"0" * 11_000_000, "m.docx", "11 Mo"),
]


def test_a_template_that_is_more_than_text_is_refused_in_words(administrator, on_disk):
    for content, name, sentence in REFUSED:
        answer = prepare(administrator, content, name=name, reason="Motif gardé")
        assert answer.status_code == 200, sentence
        page = said(answer)
        assert sentence in page, (sentence, name)
        assert 'value="Motif gardé"' in page, (sentence, name)
    assert not DocumentTemplate.objects.exists() and on_disk() == []


def test_an_unknown_variable_is_answered_with_the_list_of_those_admitted(administrator):
    page = said(prepare(administrator, samples.docx("{{ jeune_ine }}")))
    error = page.split("Variables inconnues")[1].split("</")[0]
    assert "jeune_prenom" in error and "gratification" in error


def test_an_academy_has_its_own_over_the_national_one_and_can_go_back(
    administrator, academic, tutor, file_at, two_services
):
    placement = file_at(PlacementStage.CONVENTION)
    creteil = two_services.saint_denis.department.academy
    administrator.post(f"{prepare(administrator, samples.docx('Nationale')).url}publier/")
    answer = prepare(academic, samples.docx("De Créteil"), academy=creteil.pk)
    academic.post(f"{answer.url}publier/")
    assert produced(tutor, placement) == "De Créteil"
    academic.post(ADDRESS, {"back": "1", "back-academy": creteil.pk, "back-reason": "Plus utile"})
    assert produced(tutor, placement) == "Nationale"
    assert "De Créteil" not in produced(tutor, placement)


def test_an_academic_coordinator_prepares_for_her_academy_alone(academic, administrator):
    nice = Academy.objects.get(name="Nice")
    for academy in (nice.pk, ""):
        assert prepare(academic, GOOD, academy=academy).status_code == 200
    assert not DocumentTemplate.objects.exists()
    address = prepare(administrator, GOOD, academy=nice.pk).url
    for part in ("", "essai/", "fichier/", "publier/", "abandonner/"):
        method = academic.post if part in ("publier/", "abandonner/") else academic.get
        assert method(f"{address}{part}").status_code == 404
    assert not DocumentTemplate.objects.published().exists()


def test_a_published_version_never_changes(administrator):
    address = prepare(administrator, GOOD).url
    administrator.post(f"{address}publier/")
    version = DocumentTemplate.objects.get()
    assert "déjà publiée" in said(administrator.post(f"{address}publier/", follow=True))
    assert "ne s'efface pas" in said(administrator.post(f"{address}abandonner/", follow=True))
    for change in (
        lambda: DocumentTemplate.objects.filter(pk=version.pk).update(reason="autre"),
        lambda: DocumentTemplate.objects.filter(pk=version.pk).delete(),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            change()


def test_a_version_can_be_thrown_away_before(
    administrator, on_disk, django_capture_on_commit_callbacks
):
    address = prepare(administrator, GOOD).url
    with django_capture_on_commit_callbacks(execute=True):
        administrator.post(f"{address}abandonner/")
    assert not DocumentTemplate.objects.exists() and on_disk() == []


def test_an_older_version_is_not_published_over_a_newer_one(administrator):
    first, second = prepare(administrator, GOOD).url, prepare(administrator, GOOD).url
    administrator.post(f"{second}publier/")
    assert "plus récente" in said(administrator.post(f"{first}publier/", follow=True))
    assert DocumentTemplate.objects.published().count() == 1


def test_trying_on_a_real_file_stays_in_the_perimeter(
    academic, administrator, file_at, two_services
):
    placement = file_at(PlacementStage.CONVENTION)
    creteil = two_services.saint_denis.department.academy
    address = prepare(academic, GOOD, academy=creteil.pk).url
    answer = academic.post(address, {"code": placement.code.lower()})
    assert placement.youth.first_name in text_of(answer.content)
    elsewhere = prepare(administrator, GOOD).url
    answer = administrator.post(elsewhere, {"code": placement.code})
    assert "Aucun dossier de ce code" in said(answer)
    with perimeter([two_services.saint_denis]):
        assert placement.youth.last_name not in said(answer)


def test_every_variable_is_explained_on_the_page(administrator):
    assert "Convention" in said(administrator.get(LIST))
    for kind in kinds():
        page = said(administrator.get(f"{LIST}{kind.slug}/"))
        for variable in kind.variables:
            assert variable.name in page and variable.description in page
        assert administrator.get(f"{LIST}{kind.slug}/en-vigueur/").status_code == 200


def test_for_the_others_there_is_no_such_page(signed_in):
    for role in set(Role) - {Role.ADMINISTRATOR, Role.ACADEMIC}:
        client = signed_in(UserFactory(roles=[role]))
        for address in (LIST, ADDRESS, f"{ADDRESS}en-vigueur/", f"{ADDRESS}1/"):
            if (role, address) == (Role.PUBLISHER, LIST):
                continue  # Of the clause's documents alone: tests/resources/test_templates.py
            assert client.get(address).status_code == 404, (role, address)
            assert client.post(address).status_code in (404, 405), (role, address)
