"""Every move on a file over HTTP: made, refused without losing a word, or told why not."""

from html import unescape

import pytest
from django.urls import reverse

from matching.enums import PlacementStage
from matching.placements.integrity import broken_promises
from matching.placements.workflow import PLACEMENTS
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import said_on_screen
from tests.factories.territories import SchoolFactory

from .moves import MOVES, day, opinions, schedule_of

pytestmark = pytest.mark.django_db
Stage = PlacementStage


def words(answer) -> str:
    """The page as it is read."""
    return unescape(answer.content.decode())


def move_url(placement, name) -> str:
    return f"/admin/suivi/{placement.code}/{name}/"


def typed(placement, data):
    return data(placement) if callable(data) else data


@pytest.mark.parametrize("name", MOVES)
def test_a_move_is_shown_made_and_answered_with_a_message(
    client, file_at, seen, two_services, name
):
    before, data, after = MOVES[name]
    placement = file_at(before)
    with perimeter([two_services.saint_denis]):
        data = typed(placement, data)
    page = client.get(move_url(placement, name))
    assert page.status_code == 200
    assert PLACEMENTS.transitions[name].label in words(page)
    answer = client.post(move_url(placement, name), data, follow=True)
    assert answer.redirect_chain == [(f"/admin/suivi/{placement.code}/", 302)]
    assert PLACEMENTS.transitions[name].done in words(answer)
    assert seen(placement).stage == after
    with perimeter([two_services.saint_denis]):
        assert broken_promises() == []


def test_the_moves_that_need_a_whole_file_are_made_too(client, file_at, seen):
    placement = file_at(Stage.REVIEW)
    refused = words(client.get(f"/admin/suivi/{placement.code}/"))
    assert "Fermé : Le bilan croisé attend au moins une compétence" in refused
    client.post(move_url(placement, "review"), opinions("Accueillir", "Ranger"))
    client.post(move_url(placement, "close"), {"way_on": "school"})
    assert seen(placement).stage == Stage.CLOSED


def test_a_profile_is_sent_once_the_file_is_ready_and_seen(client, file_at, seen):
    placement = file_at()
    url = move_url(placement, "send")
    closed = client.post(url)
    assert closed.status_code == 200
    assert "Écrivez d'abord la présentation" in words(closed)
    client.post(
        move_url(placement, "prepare"),
        {
            "goals": "Découvrir",
            "cv_ready_on": "on",
            "letter_ready_on": "on",
            "notice_given_on": "on",
            "guardian_notice_given_on": "on",
        },
    )
    assert client.post(url).status_code == 200
    assert seen(placement).stage == Stage.RESERVED
    with perimeter([placement.service_id]):
        typed = said_on_screen(placement)
    assert client.post(url, typed).status_code == 302
    assert seen(placement).stage == Stage.SENT


@pytest.mark.parametrize(
    ("stage", "name", "data", "sentence"),
    [
        (Stage.SENT, "plan_meeting", {"meeting_day": day(-3), "meeting_time": "10:00"}, "passée"),
        (Stage.SENT, "plan_meeting", {"meeting_place": "Au café"}, "Indiquez le jour"),
        (
            Stage.SENT,
            "plan_meeting",
            {"meeting_day": "9999-12-31", "meeting_time": "10:00"},
            "année",
        ),
        (Stage.SENT, "not_retained", {"text": "Ils hésitent"}, "Choisissez un motif"),
        (Stage.CONVENTION, "sign", {"signed_on": day()}, "Choisissez qui a signé"),
        (Stage.CONVENTION, "sign", {"parties": ["company"], "signed_on": day(2)}, "à venir"),
        (
            Stage.CONVENTION,
            "sign",
            {"parties": ["subcontractor"], "signed_on": day()},
            "non attendue",
        ),
        (Stage.CONVENTION, "exceed", {"hours": "120"}, "au-delà de 150 heures"),
        (Stage.CONVENTION, "exceed", {"hours": "1200"}, "ne dépasse pas 900"),
        (Stage.IN_COMPANY, "finish", {"last_day": day()}, "enregistrez une interruption"),
        (Stage.IN_COMPANY, "interrupt", {"last_day": day(2), "reason": "absences"}, "à venir"),
        (Stage.IN_COMPANY, "presence", {"week": "2020-01-06", "hours": "10"}, "hors du parcours"),
        (Stage.IN_COMPANY, "incident", {"kind": "absence", "happened_on": day(3)}, "à venir"),
        (Stage.REVIEW, "review", opinions("Ranger", "ranger"), "déjà dans le bilan"),
    ],
)
def test_a_refusal_is_said_and_keeps_what_was_typed(
    client, file_at, seen, stage, name, data, sentence
):
    placement = file_at(stage)
    answer = client.post(move_url(placement, name), data)
    assert answer.status_code == 200
    page = words(answer)
    assert sentence in page
    for value in data.values():
        for one in value if isinstance(value, list) else [value]:
            assert one in page or name == "presence"
    assert seen(placement).stage == stage


def test_a_schedule_that_breaks_a_rule_says_it_beside_its_period(
    client, file_at, seen, two_services
):
    placement = file_at(Stage.CONVENTION)
    with perimeter([two_services.saint_denis]):
        data = schedule_of(seen(placement))
    data |= {"periods-0-day_start": "08:00", "periods-0-day_end": "19:00"}
    page = words(client.post(move_url(placement, "schedule"), data))
    assert "Avant 18 ans, 8 h par jour au plus" in page
    assert 'value="19:00"' in page
    assert seen(placement).starts_on is None


def test_the_schedule_opens_on_a_proposal_that_one_tap_accepts(client, file_at, seen):
    placement = file_at(Stage.CONVENTION)
    form = client.get(move_url(placement, "schedule")).context["form"]
    assert form.is_proposed
    data = {"school": SchoolFactory().pk}
    for field in [field for period in form.periods for field in period]:
        if value := field.value():
            data[field.html_name] = field.field.prepare_value(value)
    data |= {"periods-TOTAL_FORMS": "4", "periods-INITIAL_FORMS": "1"}
    assert client.post(move_url(placement, "schedule"), data).status_code == 302
    assert seen(placement).starts_on is not None


def test_a_file_that_somebody_else_moved_is_told_with_its_new_stage(
    client, file_at, signed_in, two_services
):
    placement = file_at(Stage.SENT)
    client.get(move_url(placement, "plan_meeting"))
    other = signed_in(two_services.tutor)
    other.post(move_url(placement, "not_retained"), {"reason": "dates"})
    answer = client.post(
        move_url(placement, "plan_meeting"), MOVES["plan_meeting"][1] | {"text": "Lundi ou mardi"}
    )
    assert answer.status_code == 409
    page = words(answer)
    assert "non retenu" in page and "Lundi ou mardi" in page


def test_a_form_seen_before_somebody_else_acted_is_shown_again_before_it_counts(
    client, file_at, seen, signed_in, two_services
):
    placement = file_at(Stage.MEETING)
    shown = client.get(move_url(placement, "postpone")).context["seen"]
    other = signed_in(two_services.tutor)
    other.post(move_url(placement, "missed"), {"reason": "youth_absent"})
    data = MOVES["adapt"][1] | {"seen": shown}
    answer = client.post(move_url(placement, "postpone"), data)
    assert answer.status_code == 409
    page = words(answer)
    assert "Réunion manquée" in page and "Dans l’atelier" in page
    again = client.post(move_url(placement, "postpone"), data | {"seen": answer.context["seen"]})
    assert again.status_code == 302
    assert seen(placement).meeting_at is not None


@pytest.mark.parametrize(
    ("stage", "name"),
    [
        (stage, name)
        for stage in (Stage.RESERVED, Stage.CLOSED)
        for name, transition in PLACEMENTS.transitions.items()
        if stage not in transition.sources
    ],
)
def test_a_move_out_of_another_stage_answers_409_in_french(client, file_at, stage, name):
    placement = file_at(stage)
    for answer in (
        client.get(move_url(placement, name)),
        client.post(move_url(placement, name), {"reason": "other"}),
    ):
        expected = 403 if name in ("expire", "release") else 409
        assert answer.status_code == expected
        assert ("plus possible" if expected == 409 else "Réservé à") in words(answer)


@pytest.mark.parametrize("role", [Role.NATIONAL, Role.WRITER, Role.DPO, Role.ADMINISTRATOR])
def test_a_role_that_follows_nobody_is_told_who_does(file_at, signed_in, two_services, role):
    placement = file_at(Stage.SENT)
    stranger = signed_in(UserFactory(roles=[role]))
    for path in ("", "plan_meeting/", "appel/", "annuler/"):
        answer = stranger.get(f"/admin/suivi/{placement.code}/{path}")
        assert answer.status_code == 403
        assert "Réservé à : tuteur pédagogique ou coordonnateur." in words(answer)
        assert "Sacha" not in words(answer)


def test_a_file_of_another_perimeter_does_not_exist(file_at, signed_in, two_services):
    placement = file_at(Stage.SENT)
    stranger = signed_in(two_services.coordinator_nice)
    for path in ("", "plan_meeting/", "appel/", "annuler/"):
        assert stranger.get(f"/admin/suivi/{placement.code}/{path}").status_code == 404
    for path in ("plan_meeting/", "appel/", "annuler/", "actions/1/prendre/"):
        assert stranger.post(f"/admin/suivi/{placement.code}/{path}").status_code == 404


def test_an_unknown_move_does_not_exist(client, file_at):
    assert client.get(move_url(file_at(), "envoyer")).status_code == 404


def test_a_coordinator_undoes_the_last_step_with_a_reason(client, file_at, seen, two_services):
    placement = file_at(Stage.MEETING)
    url = reverse("work:undo", args=[placement.code])
    assert "Réunion de présentation fixée" in words(client.get(url))
    silent = client.post(url, {"text": ""})
    assert silent.status_code == 200 and "Dites pourquoi" in words(silent)
    assert client.post(url, {"text": "Erreur de dossier"}).status_code == 302
    assert seen(placement).stage == Stage.SENT


def test_a_tutor_is_told_who_may_undo(file_at, signed_in, two_services):
    placement = file_at(Stage.MEETING)
    tutor = signed_in(two_services.tutor)
    page = words(tutor.get(f"/admin/suivi/{placement.code}/"))
    assert "Seul un coordonnateur peut annuler" in page
    assert tutor.post(f"/admin/suivi/{placement.code}/annuler/").status_code == 403


def test_a_place_typed_without_a_date_is_refused_in_words_and_kept(client, file_at, seen):
    placement = file_at(Stage.MEETING)
    sent = {"reason": "youth_absent", "meeting_place": "Salle du premier étage"}
    answer = client.post(move_url(placement, "missed"), sent)
    assert "Indiquez la date de la réunion à ce lieu" in words(answer)
    assert "Salle du premier étage" in words(answer)
    assert seen(placement).meetings_missed == 0
