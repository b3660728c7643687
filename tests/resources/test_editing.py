"""The three editorial groups: what each can do on every page type and every content, and no more."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, WorkflowContentType
from wagtail.snippets.models import get_snippet_models
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from psf.accounts.roles import Role
from psf.messaging.models import Message
from resources.checking import bare_numbers, words_to_avoid
from resources.models import (
    EngagedOrganisation,
    Figure,
    FriseStep,
    GlossaryTerm,
    GuideIndexPage,
    GuidePage,
    KitDocument,
    LegalNote,
    MissedSearch,
    Question,
    Synonym,
)
from resources.models import (
    Testimonial as Statement,
)
from resources.outside import addresses
from resources.reviewing import to_review
from resources.tasks import tell_what_to_review
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
WRITTEN = [Question, GlossaryTerm, Statement]
AT_ONCE = [KitDocument, EngagedOrganisation, Figure, FriseStep, LegalNote, Synonym]
EDITORS = [Role.WRITER, Role.REVIEWER, Role.PUBLISHER]


@pytest.fixture
def signed_as(signed_in):
    return lambda role: signed_in(UserFactory(roles=[role]))


def address(model, view="list", *args):
    return reverse(model.snippet_viewset.get_url_name(view), args=args)


def guide_form(**changed):
    data = {
        "title": "Un guide d’essai",
        "slug": "essai",
        "summary": "Deux phrases.",
        "step": "calibrer",
        "order": 5,
        "body": streamfield([("text", rich_text("<p>Le jeune vient.</p>"))]),
        "sources": streamfield([]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
    }
    # A list of values under one name, which nested_form_data would number.
    return nested_form_data({**data, **changed}) | {"roles": ["acheteur"]}


def test_every_content_is_in_the_admin_and_written_ones_have_the_workflow():
    assert set(WRITTEN) | set(AT_ONCE) <= set(get_snippet_models())
    linked = {link.content_type.model_class() for link in WorkflowContentType.objects.all()}
    assert linked == set(WRITTEN)


@pytest.mark.parametrize("role", EDITORS)
def test_editors_open_the_list_of_every_content(signed_as, role):
    client = signed_as(role)
    for model in [*WRITTEN, *AT_ONCE]:
        assert client.get(address(model)).status_code == 200, model


@pytest.mark.parametrize("model", WRITTEN)
def test_a_writer_writes_but_does_not_publish(signed_as, model):
    writer = signed_as(Role.WRITER)
    page = writer.get(address(model, "add"))
    assert page.status_code == 200
    assert "action-publish" not in page.content.decode()
    publisher = signed_as(Role.PUBLISHER).get(address(model, "add")).content.decode()
    assert "action-publish" in publisher


def test_a_question_goes_from_writer_to_publisher(signed_as, loaded, client):
    writer, reviewer, publisher = map(signed_as, EDITORS)
    data = nested_form_data(
        {
            "question": "Une question toute neuve ?",
            "answer": rich_text("<p>Une réponse.</p>"),
            "step": "calibrer",
            "order": 3,
            "action-submit": "1",
        }
    ) | {"roles": ["acheteur"]}
    assert writer.post(address(Question, "add"), data).status_code == 302
    question = Question.objects.get(question="Une question toute neuve ?")
    assert not question.live
    for person in (reviewer, publisher):
        state = question.current_workflow_task_state
        approve = address(Question, "workflow_action", question.pk, "approve", state.pk)
        person.post(approve, {"comment": ""})
        question = Question.objects.get(pk=question.pk)
    assert question.live
    assert "toute neuve" in client.get("/questions/").content.decode()
    assert "toute neuve" in client.get("/acheteur/").content.decode()


@pytest.mark.parametrize("model", AT_ONCE)
@pytest.mark.parametrize("role", [Role.WRITER, Role.REVIEWER])
def test_what_shows_at_once_is_for_publishers(signed_as, model, role):
    assert_refused(signed_as(role).get(address(model, "add")), Refusal.BACK_HOME)
    assert signed_as(Role.PUBLISHER).get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("role", sorted(set(Role) - set(EDITORS)))
def test_nobody_else_edits_contents(signed_as, role):
    client = signed_as(role)
    for model in [*WRITTEN, *AT_ONCE]:
        for view in ("list", "add"):
            assert_refused(client.get(address(model, view)), Refusal.BACK_HOME, (model, view))
    for name in ("resources_to_review", "resources_missed"):
        assert_refused(client.get(reverse(name)), Refusal.BACK_HOME, name)


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER])
def test_each_page_type_opens_in_the_editor_with_the_figures_to_quote(signed_as, loaded, role):
    client = signed_as(role)
    seen = set()
    for page in Page.objects.filter(depth__gte=2).specific():
        if type(page) not in seen:
            seen.add(type(page))
            answer = client.get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
            assert answer.status_code == 200, page
    assert len(seen) >= 15
    guide = GuidePage.objects.first()
    text = client.get(reverse("wagtailadmin_pages:edit", args=[guide.pk])).content.decode()
    assert "{figure:seuil-etat}" in text


def test_a_guide_is_written_submitted_reviewed_published(signed_as, loaded, client):
    writer, reviewer, publisher = map(signed_as, EDITORS)
    parent = GuideIndexPage.objects.get()
    add = reverse("wagtailadmin_pages:add", args=["resources", "guidepage", parent.pk])
    assert writer.post(add, guide_form(**{"action-submit": "1"})).status_code == 302
    guide = GuidePage.objects.get(slug="essai")
    assert client.get("/guides/essai/").status_code == 404
    for person in (reviewer, publisher):
        state = guide.current_workflow_task_state
        action = reverse("wagtailadmin_pages:workflow_action", args=[guide.pk, "approve", state.pk])
        person.post(action, {"comment": ""})
        guide = GuidePage.objects.get(pk=guide.pk)
    text = client.get("/guides/essai/").content.decode()
    assert "Le jeune vient." in text and "Deux phrases." in text
    assert "Un guide d’essai" in client.get("/guides/?role=acheteur").content.decode()
    assert "Un guide d’essai" not in client.get("/guides/?role=jeune").content.decode()


def test_saving_warns_of_words_and_of_numbers_without_source(signed_as, loaded):
    parent = GuideIndexPage.objects.get()
    add = reverse("wagtailadmin_pages:add", args=["resources", "guidepage", parent.pk])
    body = streamfield([("text", rich_text("<p>Chaque décrocheur coûte 2 025 €.</p>"))])
    answer = signed_as(Role.WRITER).post(add, guide_form(body=body))
    said = " ".join(str(message) for message in get_messages(answer.wsgi_request))
    assert GuidePage.objects.filter(slug="essai").exists(), "a warning refuses nothing"
    assert "« decrocheur »" in said and "jeune" in said
    assert "2 025 €" in said and "{figure:code}" in said


def test_the_words_and_numbers_that_are_noticed():
    assert [word for word, _ in words_to_avoid("L’entretien d'embauche d'un Candidat")]
    assert words_to_avoid("La réunion de présentation du jeune") == []
    assert bare_numbers("Soit 15 % et 216 000 € HT, en 2026, pour 450 h") == ["15 %", "216 000 €"]


def test_a_dated_page_is_published_by_the_worker(loaded, client):
    parent = GuideIndexPage.objects.get()
    guide = parent.add_child(instance=GuidePage(title="Demain", slug="demain", live=False))
    guide.go_live_at = timezone.now() - timedelta(minutes=1)
    guide.save_revision(approved_go_live_at=guide.go_live_at)
    assert client.get("/guides/demain/").status_code == 404
    call_command("publish_scheduled")
    assert client.get("/guides/demain/").status_code == 200


def test_the_worker_publishes_and_reviews_by_itself():
    from psf.worker.schedules import SCHEDULES

    functions = {schedule.fields["func"] for schedule in SCHEDULES}
    assert {
        "resources.tasks.publish_scheduled",
        "resources.tasks.tell_what_to_review",
        "resources.tasks.try_links",
    } <= functions


def test_the_report_names_what_must_be_read_again(signed_as, loaded):
    today = timezone.localdate()
    Figure.objects.create(
        code="vieux",
        label="Vieux chiffre",
        value="1",
        valid_from=today,
        source="x",
        review_on=today,
    )
    Figure.objects.filter(code="vieux").update(review_on=today - timedelta(days=1))
    long_ago = today - timedelta(days=30)
    Statement.objects.create(words="m", name="Parti", consent_on=long_ago, ends_on=long_ago)
    Question.objects.create(
        question="Où ?", answer='<p><a href="/nulle-part/">là</a> {figure:perdu}</p>'
    )
    parent = GuideIndexPage.objects.get()
    legal = {"article": "L1 ancien", "label": "x", "url": "", "checked_on": "2020-01-01"}
    import json

    body = GuidePage._meta.get_field("body").to_python(
        json.dumps([{"type": "legal", "value": legal}])
    )
    parent.add_child(instance=GuidePage(title="Ancien", slug="ancien", body=body))
    found = {(each.kind, each.what) for each in to_review()}
    assert ("Chiffre", "vieux : 1") in found
    assert ("Point de droit", "offre sans fiche : régularisation") in found
    assert ("Témoignage", "Parti") in found
    assert ("Lien mort", "/nulle-part/") in found
    assert ("Mention à compléter", "[Hébergeur, nom, adresse et téléphone : à compléter]") in found
    assert ("Lien mort", "{figure:perdu}") in found
    assert ("Référence juridique", "L1 ancien") in found
    reader, address = signed_as(Role.WRITER), reverse("resources_to_review")
    pages = [reader.get(address, {"p": number}).content.decode() for number in (1, 2)]
    assert "/nulle-part/" in pages[0] and any("L1 ancien" in page for page in pages)
    UserFactory(roles=[Role.PUBLISHER])
    assert tell_what_to_review() == 1
    assert tell_what_to_review() == 0, "once a week"
    assert "vieux : 1" in Message.objects.get(kind="editorial_review").body


def test_the_first_content_has_no_dead_link(loaded):
    assert [each for each in to_review() if each.kind == "Lien mort"] == []


@pytest.mark.parametrize("name", ["resources_to_review", "resources_missed"])
def test_the_reports_are_exported_for_editors_alone(signed_as, loaded, name):
    MissedSearch.objects.create(words="=zigouigoui", times=3, last_on=timezone.localdate())
    for role in EDITORS:
        client = signed_as(role)
        sheet = b"".join(client.get(reverse(name), {"export": "csv"}).streaming_content).decode()
        wanted = "jamais vérifié" if name == "resources_to_review" else "'=zigouigoui"
        assert wanted in sheet and sheet.count("\n") > 1
        workbook = client.get(reverse(name), {"export": "xlsx"})
        assert b"".join(workbook.streaming_content).startswith(b"PK")
        assert client.get(reverse(f"{name}_results")).status_code == 200
    for role in (Role.BASIN, Role.NATIONAL, Role.DPO, Role.ADMINISTRATOR):
        for fmt in ("csv", "xlsx"):
            answer = signed_as(role).get(reverse(name), {"export": fmt})
            assert_refused(answer, Refusal.BACK_HOME, (role, fmt))


def test_the_report_opens_only_the_forms_that_its_reader_may_open(signed_as, loaded):
    publisher = UserFactory(roles=[Role.PUBLISHER])
    figures = [each for each in to_review(user=publisher) if "Référentiels" in each.where]
    assert figures and {each.why for each in figures} == {"jamais vérifié"}
    assert {each.edit for each in figures} == {""}
    administrator = UserFactory(roles=[Role.ADMINISTRATOR])
    assert all(each.edit for each in to_review(user=administrator) if each.where.startswith("Réf"))


def test_each_guide_of_the_first_content_can_be_saved_and_submitted_as_it_is(loaded):
    for page in Page.objects.live().type(GuidePage).specific():
        page.body.stream_block.clean(page.body)
        page.sources.stream_block.clean(page.sources)


def test_a_draft_may_hold_a_block_half_filled(loaded):
    import json

    stream = GuidePage._meta.get_field("body").stream_block
    half = [
        {"type": "image", "value": {"image": None, "alternative": ""}},
        {"type": "action", "value": {"label": "Aller", "page": None, "address": ""}},
        {"type": "table", "value": {"caption": "", "head": ["", ""], "rows": []}},
        {"type": "video", "value": {"title": "", "video": None, "transcript": ""}},
    ]
    value = GuidePage._meta.get_field("body").to_python(json.dumps(half))
    stream.clean_deferred(value)
    for child in value:
        child.render()
    with pytest.raises(ValidationError):
        stream.clean(value)


def test_a_step_is_chosen_by_its_title(signed_as, loaded):
    guide = GuidePage.objects.get(slug="calibrer")
    text = signed_as(Role.WRITER).get(reverse("wagtailadmin_pages:edit", args=[guide.pk]))
    form = text.context["form"]
    assert form.fields["roles"].label == "Pour qui"
    assert '<option value="calibrer" selected' in str(form["step"])
    guide.step = "disparue"
    assert '<option value="disparue" selected' in str(type(form)(instance=guide)["step"])


def test_editors_read_what_was_searched_in_vain(signed_as, loaded):
    MissedSearch.objects.create(words="zigouigoui", times=3, last_on=timezone.localdate())
    text = signed_as(Role.REVIEWER).get(reverse("resources_missed")).content.decode()
    assert "zigouigoui" in text


def test_links_of_pages_and_sources_are_found(loaded):
    found = addresses()
    [places] = [places for url, places in found.items() if "education.gouv.fr" in url]
    assert "La clause sociale de formation, en clair" in {each.title for each in places}
