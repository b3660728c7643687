"""Two people on one record: the first save wins, the second person is told and loses nothing."""

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone

from offers.models import Company, Offer
from psf.editing import OneEditorWins
from psf.perimeter.scope import perimeter
from psf.territories.models import School
from tests.editing.every_form import EVERY_FORM, address_of, on_page

pytestmark = [pytest.mark.django_db, pytest.mark.database]
TOLD = "Quelqu'un a modifié cette fiche"


each_change = pytest.mark.parametrize(
    ("form", "other"),
    [
        pytest.param(form, other, id=f"{form.model._meta.model_name}-{other.replace(' ', '-')}")
        for form in EVERY_FORM
        for other in form.others
    ],
)


def words(answer) -> str:
    return " ".join(BeautifulSoup(answer.content, "html.parser").get_text(" ").split())


def state(row) -> dict:
    return type(row)._base_manager.values().get(pk=row.pk)


@each_change
def test_what_somebody_else_changed_is_not_undone_by_a_form_left_open(form, other, editor, service):
    row = form.make(service)
    address = address_of(form, row)
    shown = editor.get(address)
    assert shown.status_code == 200
    typed = on_page(shown) | {form.name: str(form.typed)}
    with perimeter([service]):
        form.others[other](row)
        before = state(row)

    told = editor.post(address, typed)

    assert told.status_code == 200
    assert TOLD in words(told)
    assert on_page(told)[form.name] == [str(form.typed)]
    with perimeter([service]):
        assert state(row) == before


@each_change
def test_who_was_told_may_save_again_knowingly(form, other, editor, service):
    row = form.make(service)
    address = address_of(form, row)
    typed = on_page(editor.get(address)) | {form.name: str(form.typed)}
    with perimeter([service]):
        form.others[other](row)
    told = editor.post(address, typed)
    again = on_page(told)
    answer = editor.post(address, again)
    assert answer.status_code == 302, words(answer)
    with perimeter([service]):
        assert state(row)[form.name] == form.typed


@pytest.mark.parametrize("form", EVERY_FORM, ids=lambda form: form.model._meta.model_name)
def test_alone_one_saves_at_once_and_twice(form, editor, service):
    row = form.make(service)
    address = address_of(form, row)
    for _time in range(2):
        typed = on_page(editor.get(address)) | {form.name: str(form.typed)}
        answer = editor.post(address, typed)
        assert answer.status_code == 302, words(answer)


@pytest.fixture
def moved_meanwhile(monkeypatch):
    """`moved_meanwhile(statement)`: it runs once the view read the row, and before it compares."""

    def meanwhile(statement):
        clean = OneEditorWins.clean

        def late(form):
            statement()
            return clean(form)

        monkeypatch.setattr(OneEditorWins, "clean", late)

    return meanwhile


def test_a_form_of_an_offer_writes_neither_its_stage_nor_who_holds_its_places(
    editor, service, moved_meanwhile
):
    form = next(form for form in EVERY_FORM if form.model is Offer)
    offer = form.make(service)
    address = address_of(form, offer)
    typed = on_page(editor.get(address)) | {"meals": "Cantine", "slots-0-site": "Autre site"}

    def reserve():
        Offer.objects.filter(pk=offer.pk).update(stage="suspended")
        offer.slots.update(busy=True, busy_until=timezone.localdate())

    moved_meanwhile(reserve)
    assert editor.post(address, typed).status_code == 302
    offer.refresh_from_db()
    slot = offer.slots.get()
    assert (offer.meals, slot.site) == ("Cantine", "Autre site")
    assert (offer.stage, slot.busy, slot.busy_until) == ("suspended", True, timezone.localdate())


def test_a_removed_contact_whom_one_keeps_knowingly_comes_back(editor, service):
    form = next(form for form in EVERY_FORM if form.model is Company)
    company = form.make(service)
    address = address_of(form, company)
    typed = on_page(editor.get(address)) | {"contacts-0-function": "Tutrice"}
    company.contacts.all().delete()
    told = editor.post(address, typed)
    assert editor.post(address, on_page(told)).status_code == 302
    assert company.contacts.get().function == "Tutrice"


def test_one_is_told_when_it_happened(editor, service):
    form = next(form for form in EVERY_FORM if form.model is School)
    school = form.make(service)
    address = address_of(form, school)
    typed = on_page(editor.get(address))
    form.others["column"](school)
    school.refresh_from_db()
    when = timezone.localtime(school.version)
    assert f"{TOLD} le {when:%d/%m/%Y à %H:%M}, pendant que" in words(editor.post(address, typed))
