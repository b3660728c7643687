"""The communications team replaces the clause's Word templates; a visitor gets the one in force."""

from html import unescape

import pytest

from psf.accounts.permissions import sync
from psf.accounts.roles import Role
from psf.documents import word
from psf.documents.models import DocumentTemplate
from resources.clause.documents import content_of, shown
from resources.clause.draft import sample
from resources.clause.kinds import KINDS
from resources.clause.reading import as_text, read
from tests.documents import samples
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused
from tests.resources.figures import FIGURES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
ADDRESS = "/admin/modeles/clause-rc/"


@pytest.fixture(autouse=True)
def private_folder(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path


@pytest.fixture
def signed_as(signed_in):
    sync()
    return lambda role: signed_in(UserFactory(roles=[role]))


def prepare(client, text, address=ADDRESS):
    upload = samples.sent(samples.docx(text), "modele.docx")
    return client.post(address, {"upload": upload, "reason": "Nos mots", "academy": ""})


def said(answer):
    return unescape(answer.content.decode())


def test_a_replaced_template_is_tried_then_shown_to_visitors(signed_as):
    publisher = signed_as(Role.PUBLISHER)
    version = prepare(publisher, "Clause de {{ acheteur }} pour {{ pour_ce_marche }}").url
    before = as_text(read(content_of("clause-rc", sample("it"), FIGURES)))
    assert "Pièces de la consultation" in before
    tried = publisher.post(version, {"code": "nettoyage"})
    assert "un marché de nettoyage des locaux" in as_text(read(tried.content))
    assert publisher.get(f"{version}essai/").status_code == 200
    publisher.post(f"{version}publier/")
    after = next(d for d in shown(sample("it"), FIGURES) if d.clause.slug == "clause-rc")
    assert after.text.startswith("Clause de Ville de Valfleury pour un marché d’informatique")


@pytest.mark.parametrize(
    ("text", "refusal"),
    [
        ("Clause de {{ acheteur }} à {{ prix }}", "Variables inconnues : « prix »"),
        ("{{ acheteur.__class__ }}", "Ce modèle contient du code"),
        ("{% for x in acheteur %}x{% endfor %}", "Ce modèle contient du code"),
        ("{{ acheteur", "mal écrite"),
    ],
)
def test_a_template_with_an_unknown_variable_or_code_is_refused(signed_as, text, refusal):
    assert refusal in said(prepare(signed_as(Role.PUBLISHER), text))
    assert not DocumentTemplate.objects.exists()


def test_an_unknown_kind_of_contract_is_said_in_french(signed_as):
    publisher = signed_as(Role.PUBLISHER)
    version = prepare(publisher, "Clause").url
    assert "Aucune nature de marché ne commence ainsi" in said(
        publisher.post(version, {"code": "P-1"})
    )


def test_a_template_that_cannot_be_read_is_replaced_by_the_own_one(
    signed_as, settings, tmp_path, caplog
):
    publisher = signed_as(Role.PUBLISHER)
    publisher.post(f"{prepare(publisher, 'Clause').url}publier/")
    settings.PRIVATE_DIR = tmp_path / "elsewhere"
    text = as_text(read(content_of("clause-rc", sample("it"), FIGURES)))
    assert "Pièces de la consultation" in text
    assert "clause-rc" in caplog.text


def test_each_role_finds_its_own_documents_alone(signed_as):
    for role in (Role.PUBLISHER, Role.ADMINISTRATOR):
        page = said(signed_as(role).get("/admin/modeles/"))
        assert all(kind.title in page for kind in KINDS.values()), role
    assert "/admin/modeles/convention/" not in said(
        signed_as(Role.PUBLISHER).get("/admin/modeles/")
    )
    assert signed_as(Role.PUBLISHER).get("/admin/modeles/convention/").status_code == 404
    academic = signed_as(Role.ACADEMIC)
    assert "clause-rc" not in said(academic.get("/admin/modeles/"))
    for address in (ADDRESS, f"{ADDRESS}en-vigueur/", f"{ADDRESS}1/"):
        for role in (Role.ACADEMIC, Role.WRITER, Role.REVIEWER, Role.NATIONAL, Role.TUTOR):
            assert_refused(signed_as(role).get(address), Refusal.NOTHING_THERE, (role, address))


def test_the_samples_of_the_variables_fill_every_template():
    for kind in KINDS.values():
        assert "{{" not in as_text(read(word.render_own(kind.built_in.read_bytes(), kind.samples)))
