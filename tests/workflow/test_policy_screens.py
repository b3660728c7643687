"""An académie adapts its steps: sees the effects, saves, then applies on purpose."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.html import strip_tags

from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action, StagePolicy
from psf.workflow.policies import rollout
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey, move_into_the_past
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
LIST = "/admin/etapes/"


def text(answer) -> str:
    return " ".join(strip_tags(answer.content.decode()).replace("&#x27;", "'").split())


def typed(**values):
    """What is typed in the form; names of steps are written `days__call_company`."""
    return {
        "reason": "Réunion des coordonnateurs",
        "based_on": 0,
        **{name.replace("__", "-"): value for name, value in values.items()},
    }


def save(academy, **values):
    number = StagePolicy.objects.of(academy.academy).first()
    data = typed(based_on=number.number if number else 0, save=1, **values)
    answer = academy.client.post(f"{academy.address}nouvelle/", data)
    assert answer.status_code == 302, text(answer)
    return StagePolicy.objects.of(academy.academy).first()


def test_the_effects_are_shown_before_anything_is_saved(creteil):
    due = creteil.action().due
    answer = creteil.client.post(f"{creteil.address}nouvelle/", typed(days__call_company=10))
    page = text(answer)
    assert "Appeler l'entreprise : 10 jours au lieu de 3" in page
    later = due + timedelta(days=7)
    assert f"1 suivi serait dû le {later:%d/%m/%Y} au lieu du {due:%d/%m/%Y}" in page
    assert not StagePolicy.objects.exists()


def test_saved_it_holds_for_what_opens_next_and_leaves_the_rest(creteil, two_services):
    due = creteil.action().due
    version = save(creteil, days__call_company=10)
    assert version.created_by == creteil.coordinator
    assert creteil.action().due == due
    other = journey(two_services.saint_denis)
    with perimeter([creteil.service]):
        action = Action.objects.open().get(placement=other, verb="call_company")
    assert action.due == timezone.localdate() + timedelta(days=10)
    assert action.policy_version == version.number


def test_applied_on_purpose_it_moves_each_open_action_once(creteil):
    due = creteil.action().due
    version = save(creteil, days__call_company=10)
    apply = f"{creteil.address}appliquer/"
    assert "Déplacer 1 échéance" in text(creteil.client.get(apply))
    assert creteil.action().due == due, "opening the page moves nothing"
    answer = creteil.client.post(apply, follow=True)
    assert "1 échéance déplacée." in text(answer)
    moved = creteil.action()
    assert moved.due == due + timedelta(days=7)
    assert moved.policy_version == version.number
    again = creteil.client.post(apply, follow=True)
    assert "Rien à déplacer" in text(again)
    assert [event.by for event in creteil.events("policy_applied")] == [creteil.coordinator]


def test_a_date_chosen_by_hand_stays(creteil):
    day = timezone.localdate() + timedelta(days=20)
    creteil.client.post(
        f"/admin/suivi/{creteil.placement.code}/appel/",
        {"outcome": "call_back", "call_back_on": day.isoformat()},
    )
    assert creteil.action().due == day
    save(creteil, days__call_company=10)
    creteil.client.post(f"{creteil.address}appliquer/")
    assert creteil.action().due == day


def test_a_date_chosen_while_the_delays_are_applied_stays(creteil, monkeypatch):
    day = timezone.localdate() + timedelta(days=20)
    save(creteil, days__call_company=10)
    lock = rollout._lock_subjects

    def dated_meanwhile(keys):
        Action.objects.filter(pk__in=keys).update(due=day, counted_from=None)
        lock(keys)

    monkeypatch.setattr(rollout, "_lock_subjects", dated_meanwhile)
    answer = creteil.client.post(f"{creteil.address}appliquer/", follow=True)
    assert "Rien à déplacer" in text(answer)
    assert creteil.action().due == day


def test_a_shorter_delay_never_dates_an_action_before_today(creteil):
    with perimeter([creteil.service]):
        move_into_the_past(creteil.placement, 2)
        Action.objects.filter(placement=creteil.placement, verb="call_company").update(
            counted_from=timezone.localdate() - timedelta(days=2)
        )
    save(creteil, days__call_company=1)
    creteil.client.post(f"{creteil.address}appliquer/")
    assert creteil.action().due == timezone.localdate()


def test_an_academy_moves_its_own_files_only(creteil, nice):
    due = nice.action().due
    save(creteil, days__call_company=10)
    creteil.client.post(f"{creteil.address}appliquer/")
    assert nice.action().due == due


def test_a_national_version_moves_all_but_academies_with_a_newer_one(creteil, nice, national):
    data = typed(days__call_company=10)
    page = text(national.post("/admin/etapes/nationale/nouvelle/", data))
    assert "2 suivis seraient dus" in page
    assert creteil.placement.code not in page
    national.post("/admin/etapes/nationale/nouvelle/", data | {"save": 1})
    own = save(nice, reason="Chez nous")
    before = creteil.action().due, nice.action().due
    assert "Nice" in text(national.get("/admin/etapes/nationale/appliquer/"))
    assert "1 échéance déplacée." in text(
        national.post("/admin/etapes/nationale/appliquer/", follow=True)
    )
    assert creteil.action().due == before[0] + timedelta(days=7)
    assert nice.action().due == before[1]
    assert nice.action().policy_version < own.number


def test_many_actions_go_to_the_worker(creteil, monkeypatch, django_capture_on_commit_callbacks):
    save(creteil, days__call_company=10)
    monkeypatch.setattr(rollout, "AT_ONCE", 0)
    monkeypatch.setattr(rollout, "CHUNK", 1)
    due = creteil.action().due
    calls = []
    monkeypatch.setattr(
        "django_q.tasks.async_task", lambda name, *args, **options: calls.append((name, args))
    )
    answer = creteil.client.post(f"{creteil.address}appliquer/", follow=True)
    assert "recomptées en arrière-plan" in text(answer)
    assert creteil.action().due == due
    assert calls == [
        (
            "psf.workflow.policies.rollout.apply_in_background",
            (creteil.academy.pk, creteil.coordinator.pk),
        )
    ]
    assert rollout.apply_in_background(*calls[0][1]) == 1
    assert rollout.apply_in_background(*calls[0][1]) == 0
    assert creteil.action().due == due + timedelta(days=7)


def test_the_form_starts_from_the_version_in_force_and_shows_what_is_inherited(creteil, national):
    national.post("/admin/etapes/nationale/nouvelle/", typed(release_days=33, save=1))
    save(creteil, days__call_company=8, checklist__call_company="Badge\nTenue")
    page = creteil.client.get(f"{creteil.address}nouvelle/").content.decode()
    assert 'placeholder="33"' in page
    assert 'value="8"' in page
    assert "Badge\nTenue" in page


def test_two_people_at_once_one_is_told(creteil):
    page = f"{creteil.address}nouvelle/"
    save(creteil, days__call_company=8)
    answer = creteil.client.post(page, typed(days__call_company=9, save=1, based_on=0))
    assert answer.status_code == 409
    assert "Une autre version vient d'être enregistrée" in text(answer)
    assert 'value="9"' in answer.content.decode()
    assert StagePolicy.objects.count() == 1


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"reason": ""}, "Dites pourquoi les délais changent."),
        ({"remind_days": "40"}, "Doit venir avant"),
        ({"escalation__answer": "9"}, "un retard ne reste pas muet plus longtemps"),
        ({"days__call_company": "999"}, "180"),
        ({"checklist__call_company": "\n".join(map(str, range(13)))}, "Au plus 12 points."),
        ({"checklist__call_company": "x" * 121}, "Au plus 120 caractères par point."),
    ],
)
def test_bad_input_is_said_beside_and_nothing_typed_is_lost(creteil, values, sentence):
    data = typed(instructions__answer="Rappeler la date", save=1) | typed(**values) | {"save": 1}
    data["instructions-answer"] = "Rappeler la date"
    answer = creteil.client.post(f"{creteil.address}nouvelle/", data)
    assert answer.status_code == 200
    assert sentence in text(answer)
    assert "Rappeler la date" in answer.content.decode()
    assert not StagePolicy.objects.exists()


def test_the_list_says_in_plain_words_what_differs(creteil):
    save(creteil, days__call_company=8, release_days=35, approval_send="department")
    save(creteil, instructions__answer="Rappeler la date.")
    page = text(creteil.client.get(LIST))
    assert "Répondre à la proposition : consigne « Rappeler la date. »" in page
    assert "Libérer le jeune, sans réponse : 35 jours au lieu de 28" in page
    assert "Approbation avant de transmettre le profil : le coordonnateur départemental" in page


def test_who_adapts_what(creteil, nice, national, signed_in, two_services):
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    basin = signed_in(two_services.coordinator)
    tutor = signed_in(two_services.tutor)
    for page in ("nouvelle/", "appliquer/"):
        own, others = f"{creteil.address}{page}", f"{nice.address}{page}"
        everywhere = f"/admin/etapes/nationale/{page}"
        answers = {
            creteil.client: (200, 302, 302),
            national: (302, 302, 200),
            administrator: (302, 302, 200),
            basin: (302, 302, 302),
            tutor: (302, 302, 302),
        }
        for client, wanted in answers.items():
            found = tuple(client.get(url).status_code for url in (own, others, everywhere))
            assert found == wanted
            if wanted[0] != 200:
                assert client.post(own, typed(save=1)).status_code == 302
    assert not StagePolicy.objects.exists()
    assert basin.get(LIST).status_code == 200
    assert_refused(tutor.get(LIST), Refusal.BACK_HOME)
