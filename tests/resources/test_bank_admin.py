"""The bank of tasks in the admin: the communications team adds, changes and hides; nobody deletes."""

import pytest
from django.urls import reverse

from psf.accounts.permissions import sync
from psf.accounts.roles import Role
from resources.models import TaskExample
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
NAMES = "wagtailsnippets_resources_taskexample"


@pytest.fixture
def signed_as(signed_in):
    sync()
    return lambda role: signed_in(UserFactory(roles=[role]))


@pytest.mark.parametrize("role", [Role.WRITER, Role.PUBLISHER])
def test_an_editor_adds_and_hides_a_task(signed_as, role):
    editor = signed_as(role)
    typed = {"kind": "cleaning", "text": "Plier le linge", "order": 15, "active": "on"}
    assert editor.post(reverse(f"{NAMES}:add"), typed).status_code == 302
    task = TaskExample.objects.get(text="Plier le linge")
    assert task in TaskExample.objects.proposed("cleaning") and task.key is None
    del typed["active"]
    editor.post(reverse(f"{NAMES}:edit", args=[task.pk]), typed)
    assert task not in TaskExample.objects.proposed("cleaning")
    page = editor.get(reverse(f"{NAMES}:list"), {"kind": "cleaning"}).content.decode()
    assert "Plier le linge" in page and "Exemples de tâches" in page


def test_the_same_task_twice_is_refused_in_french(signed_as):
    first = TaskExample.objects.filter(kind="cleaning")[0]
    typed = {"kind": "cleaning", "text": first.text, "order": 15, "active": "on"}
    page = signed_as(Role.WRITER).post(reverse(f"{NAMES}:add"), typed)
    assert "figure déjà pour cette nature de marché" in page.content.decode()


@pytest.mark.parametrize(
    "role", [Role.TUTOR, Role.ACADEMIC, Role.NATIONAL, Role.DPO, Role.REVIEWER]
)
def test_the_others_do_not_find_the_bank(signed_as, role):
    answer = signed_as(role).get(reverse(f"{NAMES}:list"))
    assert_refused(answer, Refusal.BACK_HOME)


def test_nobody_deletes(signed_as):
    task = TaskExample.objects.first()
    for role in (Role.WRITER, Role.PUBLISHER, Role.ADMINISTRATOR):
        signed_as(role).post(reverse(f"{NAMES}:delete", args=[task.pk]))
    assert TaskExample.objects.filter(pk=task.pk).exists()
