"""«Modèles de messages»: variables explained, versions by level, previews, trials."""

import pytest

from psf.accounts.roles import Role
from psf.messaging import outbox
from psf.messaging.channels.recorded import RecordedChannel
from psf.messaging.models import Message, MessageTemplate
from psf.messaging.views.templates import TextView
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
INDEX = "/admin/modeles-de-messages/"
NATIONAL = f"{INDEX}test_company/national/"
CRETEIL = f"{INDEX}test_company/24/"
TYPED = {
    "subject": "Votre réponse ({code})",
    "body": "Bonjour {interlocuteur},\n\n{lien}\n\n{tuteur}, {telephone}",
    "sms": "Répondez : {lien}",
    "reason": "Plus court",
    "seen": "0",
}


@pytest.fixture
def academic(two_services):
    """Coordonnatrice académique of Créteil."""
    academy = two_services.saint_denis.department.academy
    return UserFactory(roles=[Role.ACADEMIC], place=academy)


@pytest.fixture
def creteil(signed_in, academic):
    return signed_in(academic)


@pytest.fixture
def national(signed_in, two_services):
    return signed_in(UserFactory(roles=[Role.NATIONAL]))


def test_each_message_is_listed_with_the_text_in_force(creteil, national):
    page = creteil.get(INDEX).content.decode()
    assert "Essai : à l&#x27;entreprise" in page
    assert CRETEIL in page
    assert NATIONAL not in page
    page = national.get(INDEX).content.decode()
    assert NATIONAL in page
    assert CRETEIL not in page


@pytest.mark.parametrize("role", [Role.TUTOR, Role.BASIN, Role.REGIONAL, Role.WRITER, Role.DPO])
def test_others_change_no_text(signed_in, two_services, role):
    client = signed_in(UserFactory(roles=[role], place=two_services.saint_denis))
    for address in (INDEX, NATIONAL, CRETEIL):
        assert_refused(client.get(address), Refusal.BACK_HOME, address)
        assert_refused(client.post(address, TYPED), Refusal.BACK_HOME, address)
    assert not MessageTemplate.objects.exists()


def test_nobody_changes_the_text_of_another_level(creteil, national):
    for client, address in (
        (creteil, NATIONAL),
        (creteil, f"{INDEX}test_company/23/"),
        (national, CRETEIL),
        (national, f"{INDEX}disparu/national/"),
    ):
        assert client.get(address).status_code == 404
        assert client.post(address, TYPED).status_code == 404


def test_the_page_explains_each_variable(creteil):
    page = creteil.get(CRETEIL).content.decode()
    for words in ("&#123;tuteur&#125;", "Nom du tuteur pédagogique", "&#123;lien&#125;"):
        assert words in page


def test_a_new_version_serves_the_next_messages_of_that_académie(creteil, academic, write):
    assert creteil.post(CRETEIL, TYPED).status_code == 302
    version = MessageTemplate.objects.get()
    assert (version.number, version.reason) == (1, "Plus court")
    assert (version.created_by, version.academy.code) == (academic, "24")
    message = write()
    assert message.template == version
    assert message.subject_line.startswith("Votre réponse (P-")


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("body", "Bonjour {prenom}, {lien}", "Variable inconnue : {prenom}"),
        ("body", "Bonjour", "Il manque {lien}"),
        ("body", "", "Écrivez le message"),
        ("subject", "Pour {interlocuteur}", "Jamais de nom ni de lien"),
        ("subject", "{lien}", "Jamais de nom ni de lien"),
        ("subject", "", "Écrivez un objet"),
        ("sms", "Répondez", "Il manque {lien}"),
        ("sms", "{lien}" + "x" * 480, "480 caractères"),
        ("reason", " ", "Dites en quelques mots pourquoi"),
    ],
)
def test_a_text_that_its_message_forbids_is_refused_beside_what_was_typed(
    creteil, field, typed, said
):
    answer = creteil.post(CRETEIL, {**TYPED, field: typed})
    assert answer.status_code == 200
    assert said in answer.content.decode()
    assert "Plus court" in answer.content.decode() or field == "reason"
    assert not MessageTemplate.objects.exists()


def test_two_editors_at_once_one_wins_and_the_other_is_told_and_keeps_everything(
    creteil, signed_in, two_services
):
    academy = two_services.saint_denis.department.academy
    other = UserFactory(roles=[Role.ACADEMIC], place=academy, first_name="Alix", last_name="Autre")
    signed_in(other).post(CRETEIL, {**TYPED, "subject": "La première"})
    answer = creteil.post(CRETEIL, {**TYPED, "subject": "La seconde"})
    page = answer.content.decode()
    assert "Alix Autre a enregistré la version 1" in page
    assert "La seconde" in page
    assert MessageTemplate.objects.count() == 1
    # Knowingly, the second one may replace it.
    assert creteil.post(CRETEIL, {**TYPED, "subject": "La seconde", "seen": "1"}).status_code == 302
    assert MessageTemplate.objects.newest("test_company", academy.pk).subject == "La seconde"


def test_the_constraint_decides_when_both_save_at_the_same_moment(
    creteil, two_services, monkeypatch
):
    academy = two_services.saint_denis.department.academy
    save = TextView.save

    def meanwhile(view, form):
        # After the form was found valid.
        MessageTemplate.objects.create(
            kind="test_company", academy=academy, subject="a", body="{lien}", reason="b"
        )
        return save(view, form)

    monkeypatch.setattr(TextView, "save", meanwhile)
    answer = creteil.post(CRETEIL, TYPED)
    assert "a enregistré la version 1" in answer.content.decode()
    assert "Plus court" in answer.content.decode()
    assert MessageTemplate.objects.count() == 1


def test_the_default_comes_back_with_a_reason_and_the_versions_stay(creteil, write):
    creteil.post(CRETEIL, TYPED)
    answer = creteil.post(CRETEIL, {"defaut": "1", "retour-reason": ""})
    assert answer.status_code == 200
    assert write().template is not None
    creteil.post(CRETEIL, {"defaut": "1", "retour-reason": "Le national suffit"})
    assert write().template is None
    page = creteil.get(CRETEIL).content.decode()
    assert "Le national suffit" in page
    assert "Version 1" in page
    assert "Revenir au texte par défaut" not in page


def test_a_preview_on_an_example_writes_nothing(creteil):
    page = creteil.post(CRETEIL, {**TYPED, "apercu": "1", "reason": ""}).content.decode()
    assert "Aperçu sur un exemple." in page
    assert "Bonjour Claude Essai," in page
    assert "Votre réponse (P-2026-00042)" in page
    assert not MessageTemplate.objects.exists()


def test_paragraphs_typed_in_a_browser_stay_paragraphs(creteil, write):
    body = TYPED["body"].replace("\n", "\r\n")
    page = creteil.post(CRETEIL, {**TYPED, "body": body, "apercu": "1"}).content.decode()
    assert page.count("&lt;p style=&quot;margin:0 0 16px&quot;&gt;") == 2
    creteil.post(CRETEIL, {**TYPED, "body": body})
    assert "\r" not in MessageTemplate.objects.get().body
    assert write().body == "Bonjour Claude Essai,\n\n{lien}\n\nDominique Essai, 01 99 00 93 93"


def test_a_preview_on_a_real_file_of_the_perimeter_is_recorded(
    signed_in, two_services, academic, placement
):
    client = signed_in(academic)
    address = f"{INDEX}youth_meeting/24/"
    typed = {
        "subject": "Réunion",
        "body": "Bonjour {prenom}, chez {entreprise}. {lien}",
        "seen": "0",
        "apercu": "1",
    }
    page = client.post(address, {**typed, "code": placement.code}).content.decode()
    assert f"Aperçu sur le dossier {placement.code}." in page
    assert "Bonjour Sacha, chez Atelier du Canal." in page
    with perimeter([placement.service]):
        assert AccessLog.objects.filter(user=academic, door="message").count() == 1
    assert "l/lien-personnel-du-destinataire" in page


def test_a_file_out_of_sight_is_as_one_that_does_not_exist(signed_in, two_services, placement):
    nice = UserFactory(roles=[Role.ACADEMIC], place=two_services.nice.department.academy)
    client = signed_in(nice)
    typed = {"subject": "R", "body": "{prenom} {lien}", "seen": "0", "apercu": "1"}
    for code in (placement.code, "P-2026-99999", "n'importe quoi"):
        page = client.post(f"{INDEX}youth_meeting/23/", {**typed, "code": code}).content.decode()
        assert "Aucun dossier de ce code" in page
        assert "Sacha" not in page


def test_a_trial_goes_to_oneself_with_examples_and_no_working_link(creteil, academic):
    page = creteil.post(CRETEIL, {**TYPED, "essai": "1", "reason": ""}).content.decode()
    assert f"Un essai part à {academic.email}" in page
    outbox.sweep()
    [delivered] = RecordedChannel.delivered
    assert delivered.message.address == academic.email
    assert delivered.message.subject_line == "[Essai] Votre réponse (P-2026-00042)"
    assert "lien-personnel-du-destinataire" in delivered.text
    message = Message.objects.get()
    assert (message.youth, message.user) == (None, academic)
    assert creteil.get(f"/admin/messages/{message.pk}/").status_code == 200


def test_a_text_that_no_longer_fits_is_said_to_be_looked_at(creteil, two_services):
    MessageTemplate.objects.create(
        kind="test_company",
        academy=two_services.saint_denis.department.academy,
        subject="a",
        body="{disparue} {lien}",
        reason="b",
    )
    assert "à revoir" in creteil.get(INDEX).content.decode()
    assert "Variable inconnue : {disparue}" in creteil.get(CRETEIL).content.decode()


def test_every_declared_message_has_a_page_a_preview_and_samples(national):
    from psf.messaging.kinds import KINDS

    for kind in KINDS:
        assert set(kind.variables) <= set(kind.samples), kind.code
        answer = national.post(
            f"{INDEX}{kind.code}/national/",
            {
                "subject": kind.text.subject,
                "body": kind.text.body,
                "sms": kind.text.sms,
                "seen": "0",
                "apercu": "1",
            },
        )
        assert "Aperçu sur un exemple." in answer.content.decode(), kind.code
