"""An autosave on its way when the editor submits: what was submitted stays the newest."""

import threading

import pytest
from django.db import connections
from django.urls import resolve, reverse
from wagtail.admin.views.pages.edit import EditView

from home.models import HomePage
from home.saves import is_a_save
from psf.accounts.roles import Role
from resources.models import GlossaryTerm, Question
from resources.models import Testimonial as Statement
from tests.factories.accounts import UserFactory
from tests.home.test_editors import typed
from tests.own_database import db  # noqa: F401

WAIT_SECONDS = 20


@pytest.mark.parametrize("model", [Question, GlossaryTerm, Statement])
def test_what_has_drafts_is_saved_one_at_a_time(model):
    edit = reverse(model.snippet_viewset.get_url_name("edit"), args=[1])
    assert is_a_save(resolve(edit))
    assert not is_a_save(resolve(reverse(model.snippet_viewset.get_url_name("list"))))


@pytest.fixture
def writer(signed_in):
    return signed_in(UserFactory(roles=[Role.WRITER]))


def in_thread(answers, name, send):
    def run():
        try:
            answers[name] = send()
        finally:
            connections.close_all()

    thread = threading.Thread(target=run, name=name)
    thread.start()
    return thread


def test_an_older_autosave_does_not_come_back_over_what_was_submitted(writer, monkeypatch):
    home = HomePage.objects.get()
    address = f"/admin/pages/{home.pk}/edit/"
    writer.post(address, typed(home))
    first = HomePage.objects.get().get_latest_revision()
    reached, go, submitted = threading.Event(), threading.Event(), threading.Event()
    form_valid = EditView.form_valid

    def slowly(view, form):
        if threading.current_thread().name == "autosave":
            reached.set()
            go.wait(WAIT_SECONDS)
        return form_valid(view, form)

    monkeypatch.setattr(EditView, "form_valid", slowly)
    older = typed(home, title="Plus ancien", overwrite_revision_id=first.pk)
    newer = typed(home, title="Le dernier mot", **{"action-submit": "1"})
    answers = {}

    def submit():
        answer = writer.post(address, newer)
        submitted.set()
        return answer

    autosave = in_thread(
        answers,
        "autosave",
        lambda: writer.post(address, older, headers={"accept": "application/json"}),
    )
    assert reached.wait(WAIT_SECONDS)
    submission = in_thread(answers, "submission", submit)
    # Without the lock it ends here, and what follows it is the older text.
    submitted.wait(2)
    go.set()
    for thread in (autosave, submission):
        thread.join()
    assert HomePage.objects.get().get_latest_revision_as_object().title == "Le dernier mot"
    late = writer.post(address, older, headers={"accept": "application/json"})
    assert (answers["autosave"].json()["success"], answers["submission"].status_code) == (True, 302)
    assert late.json()["error_code"] == "invalid_revision"
