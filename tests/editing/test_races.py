"""Two people press at once, or the machine writes while somebody presses: nothing is overwritten."""

import threading
import time

import pytest
from django.db import connection, connections
from django.utils import timezone

from offers.models import CompanyContact
from psf.accounts.models import User
from psf.editing import OneEditorWins
from psf.perimeter.scope import perimeter
from psf.workflow.machine import Workflow
from tests.editing.every_form import EVERY_FORM, address_of, on_page
from tests.factories.accounts import UserFactory, coordinator
from tests.factories.journey import journey
from tests.own_database import db  # noqa: F401

WAIT_SECONDS = 20
WAITING = """
select count(*) from pg_stat_activity
 where datname = current_database() and wait_event_type = 'Lock'
"""


class Race:
    """`first` goes as far as `hold`; `second` starts; `first` goes on once `second` waits or ended."""

    def __init__(self):
        self.held, self.go = threading.Event(), threading.Event()
        self.answers = {}

    def hold(self):
        if not self.held.is_set():
            self.held.set()
            self.go.wait(WAIT_SECONDS)

    def run(self, first, second):
        threads = [
            threading.Thread(target=self._send, args=each)
            for each in (("first", first), ("second", second))
        ]
        threads[0].start()
        assert self.held.wait(WAIT_SECONDS)
        threads[1].start()
        until = time.monotonic() + WAIT_SECONDS
        while threads[1].is_alive() and not somebody_waits() and time.monotonic() < until:
            time.sleep(0.02)
        self.go.set()
        for thread in threads:
            thread.join()
        return self.answers["first"], self.answers["second"]

    def _send(self, name, send):
        try:
            self.answers[name] = send()
        except Exception as error:
            self.answers[name] = error
        finally:
            connections.close_all()


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(WAITING)
        return cursor.fetchone()[0] > 0


@pytest.fixture
def race():
    return Race()


@pytest.fixture
def held_once_compared(race, monkeypatch):
    """The first form stops between the comparison of versions and the save."""
    clean = OneEditorWins.clean

    def slowly(form):
        cleaned = clean(form)
        race.hold()
        return cleaned

    monkeypatch.setattr(OneEditorWins, "clean", slowly)


def form_of(model):
    return next(form for form in EVERY_FORM if form.model is model)


def test_of_two_who_save_at_once_the_second_is_told(race, held_once_compared, editor, signed_in):
    other = signed_in(UserFactory(username="autre", is_superuser=True))
    person = UserFactory(username="modifie", phone="01 99 00 10 10")
    address = address_of(form_of(User), person)
    shown = on_page(editor.get(address))

    answers = race.run(
        lambda: editor.post(address, shown | {"phone": "01 99 00 20 20"}),
        lambda: other.post(address, shown | {"function": "Tutrice"}),
    )

    assert [answer.status_code for answer in answers] == [302, 200]
    person.refresh_from_db()
    assert (person.phone, person.function) == ("01 99 00 20 20", "")


def test_a_contact_who_leaves_while_the_company_is_being_saved_has_left(
    race, held_once_compared, editor, service
):
    form = form_of(CompanyContact._meta.get_field("company").related_model)
    company = form.make(service)
    address = address_of(form, company)
    shown = on_page(editor.get(address))
    today = timezone.localdate()

    saved, left = race.run(
        lambda: editor.post(address, shown | {"contacts-0-function": "Cheffe d’équipe"}),
        lambda: CompanyContact.objects.filter(company=company).update(left_on=today),
    )

    assert (saved.status_code, left) == (302, 1)
    contact = company.contacts.get()
    assert (contact.function, contact.left_on) == ("Cheffe d’équipe", today)


def test_of_two_who_write_a_file_s_presentation_at_once_the_second_is_told(
    race, monkeypatch, service, signed_in
):
    placement = journey(service)
    clients = [signed_in(coordinator(service, username=name)) for name in ("une", "autre")]
    address = f"/admin/suivi/{placement.code}/prepare/"
    seen = clients[0].get(address).context["seen"]
    perform = Workflow.perform

    def slowly(*args, **kwargs):
        race.hold()
        return perform(*args, **kwargs)

    monkeypatch.setattr(Workflow, "perform", slowly)
    answers = race.run(
        lambda: clients[0].post(address, {"goals": "Découvrir un métier", "seen": seen}),
        lambda: clients[1].post(address, {"goals": "Reprendre confiance", "seen": seen}),
    )

    assert [answer.status_code for answer in answers] == [302, 409]
    with perimeter([service]):
        placement.refresh_from_db()
    assert placement.goals == "Découvrir un métier"
