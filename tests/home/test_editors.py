"""Rédacteur, Relecteur, Publicateur: a page is written, read over, published; menus fit the role."""

import pytest
from django.core import mail
from django.urls import reverse
from wagtail.models import GroupApprovalTask, Workflow
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from home.models import HomePage, LegalPage
from psf.accounts.roles import COORDINATORS, SEES_PERSONS, Role
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_as(signed_in):
    """`signed_as(role)`: a client of somebody who holds that role alone."""
    return lambda role: signed_in(UserFactory(roles=[role]))


def typed(home, **changed):
    """The edit form of the home page as a browser sends it."""
    data = {
        "title": home.title,
        "slug": home.slug,
        "lead": home.lead,
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "seo_title": home.seo_title,
        "search_description": home.search_description,
    }
    for name in ("clause", "buyers", "companies", "youths"):
        data[name] = rich_text(getattr(home, name))
    data["body"] = streamfield([])
    return nested_form_data({**data, **changed})


def approve(client, home):
    state = home.current_workflow_task_state
    address = reverse("wagtailadmin_pages:workflow_action", args=[home.pk, "approve", state.pk])
    return client.post(address, {"comment": ""})


def test_the_editorial_workflow_is_relecture_then_publication():
    workflow = Workflow.objects.get()
    assert workflow.name == "Relecture puis publication"
    tasks = [(task.name, [g.name for g in task.specific.groups.all()]) for task in workflow.tasks]
    assert tasks == [("Relecture", ["Relecteur"]), ("Publication", ["Publicateur"])]
    assert GroupApprovalTask.objects.count() == 2


def test_a_change_goes_from_writer_to_reviewer_to_publisher(signed_as, client, home):
    writer, reviewer, publisher = map(signed_as, (Role.WRITER, Role.REVIEWER, Role.PUBLISHER))
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    answer = writer.post(edit, typed(home, lead="Un jeune, une chance.", **{"action-submit": "1"}))
    assert answer.status_code == 302
    home.refresh_from_db()
    assert home.current_workflow_task.name == "Relecture"
    assert [message.to for message in mail.outbox], "the reviewer is told"
    assert "Un jeune, une chance." not in client.get("/").content.decode()

    # The publisher has nothing to approve before the reviewer has read.
    approve(publisher, home)
    home = HomePage.objects.get()
    assert home.current_workflow_task.name == "Relecture"

    approve(reviewer, home)
    home = HomePage.objects.get()
    assert home.current_workflow_task.name == "Publication"
    assert "Un jeune, une chance." not in client.get("/").content.decode()

    approve(publisher, home)
    assert HomePage.objects.get().current_workflow_state is None
    assert "Un jeune, une chance." in client.get("/").content.decode()


@pytest.mark.parametrize("role", [Role.WRITER, Role.REVIEWER])
def test_only_a_publisher_publishes(signed_as, client, home, role):
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    signed_as(role).post(edit, typed(home, lead="Sans relecture.", **{"action-publish": "1"}))
    assert "Sans relecture." not in client.get("/").content.decode()
    assert HomePage.objects.get().lead != "Sans relecture."


@pytest.mark.parametrize("role", [Role.WRITER, Role.REVIEWER, Role.PUBLISHER])
def test_editors_open_the_home_page_and_its_preview(signed_as, home, role):
    client = signed_as(role)
    page = client.get(reverse("wagtailadmin_pages:edit", args=[home.pk]))
    assert page.status_code == 200
    assert "Vous êtes acheteur" in page.content.decode()


def test_a_publisher_adds_a_legal_page(signed_as, client, home):
    add = reverse("wagtailadmin_pages:add", args=["home", "legalpage", home.pk])
    data = {
        "title": "Mentions légales",
        "slug": "mentions-legales",
        "summary": "",
        "body": rich_text("<p>Éditeur du site</p>"),
        "blocks": streamfield([]),
        "comments-TOTAL_FORMS": 0,
        "comments-INITIAL_FORMS": 0,
        "action-publish": "1",
    }
    signed_as(Role.PUBLISHER).post(add, nested_form_data(data))
    assert LegalPage.objects.get().live
    assert 'href="/mentions-legales/"' in client.get("/").content.decode()


@pytest.mark.parametrize("role", sorted(SEES_PERSONS | {Role.NATIONAL, Role.DPO}))
def test_who_edits_no_page_finds_no_editorial_menu(signed_as, role):
    text = signed_as(role).get(reverse("wagtailadmin_home")).content.decode()
    for name in ("explorer", "images", "documents", "site-history", "aging-pages", "editor-guide"):
        assert f'"name": "{name}"' not in text, name
    assert "whats-new" not in text


def test_the_dpo_still_finds_the_report_on_consultations(signed_as):
    text = signed_as(Role.DPO).get(reverse("wagtailadmin_home")).content.decode()
    assert '"name": "reports"' in text


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER])
def test_editors_find_their_menus(signed_as, role):
    text = signed_as(role).get(reverse("wagtailadmin_home")).content.decode()
    for name in ("explorer", "images", "documents", "site-history"):
        assert f'"name": "{name}"' in text, name


@pytest.mark.parametrize("role", sorted(COORDINATORS))
def test_a_coordinator_edits_no_page(signed_as, home, role):
    edit = reverse("wagtailadmin_pages:edit", args=[home.pk])
    assert_refused(signed_as(role).get(edit), Refusal.BACK_HOME)
    assert_refused(signed_as(role).post(edit, typed(home, lead="Intrus")), Refusal.BACK_HOME)
    assert HomePage.objects.get().lead == home.lead


def test_the_admin_bears_the_name_of_the_service(signed_as):
    text = signed_as(Role.PUBLISHER).get(reverse("wagtailadmin_home")).content.decode()
    assert "Parcours Solidaire de Formation" in text
    assert "home/psf.svg" in text
    assert "PSF</title>" in " ".join(text.split())
