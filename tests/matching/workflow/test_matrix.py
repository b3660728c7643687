"""Every stage × move × role of matrix.txt, executed over HTTP."""

from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from unittest import mock

import pytest
from django.db import transaction
from django.template.response import SimpleTemplateResponse
from django.test import Client
from django.utils import timezone
from django.utils.html import strip_tags

from matching.enums import PlacementStage
from matching.models import Placement
from matching.placements.replies.days import suggested, working_days
from matching.placements.workflow import PLACEMENTS
from matching.ranking.calendar import proposed_period
from psf.accounts.roles import Role
from psf.perimeter.scope import perimeter
from tests.factories.accounts import UserFactory
from tests.factories.journey import (
    SKILLS,
    as_row,
    journey,
    move_into_the_past,
    said_on_screen,
)
from tests.factories.territories import SchoolFactory, ServiceFactory, department

pytestmark = pytest.mark.django_db

STATES = "rRtmMcCeEbBxnwys"
WORDS = {
    "N": "présentation avec le jeune",
    "P": "La réunion est prévue le",
    "S": "Tout le monde a signé",
    "D": "Emploi du temps",
    "F": "enregistrez une interruption",
    "V": "trois avis",
    "K": "Réservé à : échéance automatique",
    "A": "Rien n'est demandé à l'acheteur",
    "H": "Réservé à : coordonnateur",
    "Q": "Aucune approbation n'est demandée",
    "O": "Tous les avis sont donnés",
    "L": "Le rappel d'engagement vient après les relances",
    "J": "L'entreprise a encore le temps de répondre",
}
FOLLOWERS = {
    "tuteur": Role.TUTOR,
    "bassin": Role.BASIN,
    "départemental": Role.DEPARTMENTAL,
    "académique": Role.ACADEMIC,
    "régional": Role.REGIONAL,
}
STRANGER = "bassin d'ailleurs"
BLIND = {
    "équipe nationale": Role.NATIONAL,
    "rédacteur": Role.WRITER,
    "relecteur": Role.REVIEWER,
    "publicateur": Role.PUBLISHER,
    "délégué du responsable": Role.DELEGATE,
    "DPO": Role.DPO,
    "administrateur": Role.ADMINISTRATOR,
}
STAGE_OF = {
    "r": PlacementStage.RESERVED,
    "R": PlacementStage.RESERVED,
    "t": PlacementStage.SENT,
    "m": PlacementStage.MEETING,
    "M": PlacementStage.MEETING,
    "c": PlacementStage.CONVENTION,
    "C": PlacementStage.CONVENTION,
    "e": PlacementStage.IN_COMPANY,
    "E": PlacementStage.IN_COMPANY,
    "b": PlacementStage.REVIEW,
    "B": PlacementStage.REVIEW,
    "x": PlacementStage.CLOSED,
    "n": PlacementStage.NOT_RETAINED,
    "w": PlacementStage.WITHDRAWN,
    "y": PlacementStage.EXPIRED,
    "s": PlacementStage.UNANSWERED,
}


def read_matrix() -> dict[str, dict[str, dict[str, str]]]:
    """{role: {move: {state: cell}}} of the blocks of followers."""
    lines = Path(__file__).with_name("matrix.txt").read_text(encoding="utf-8").splitlines()
    found = {role: {} for role in FOLLOWERS}
    for number, line in enumerate(lines):
        roles = line.strip("[]").split(", ")
        if not (line.startswith("[") and set(roles) <= set(FOLLOWERS)):
            continue
        block = lines[number + 2 :]
        for name, *cells in (row.split() for row in block[: block.index("")]):
            for role in roles:
                found[role][name] = dict(zip(STATES, cells, strict=True))
    return found


MATRIX = read_matrix()
MOVES = list(MATRIX["bassin"])


def do(placement, name, **kwargs):
    PLACEMENTS.perform(placement, name, by=placement.tutor, **kwargs)


def file_at(state, service) -> Placement:
    """A file in that state, the way the workflow brings it there."""
    placement = journey(service, to=STAGE_OF[state])
    today = timezone.localdate()
    with perimeter([service]):
        if state == "R":
            ready = dict.fromkeys(("cv_ready_on", "letter_ready_on", "notice_given_on"), True)
            do(placement, "prepare", data={"goals": "Découvrir un métier.", **ready})
        elif state == "m":
            later = timezone.now() + timedelta(days=5)
            do(placement, "postpone", data={"meeting_at": later})
        elif state == "C":
            do(placement, "schedule", data=schedule_of(placement))
            parties = placement.required_parties
            do(placement, "sign", data={"parties": parties, "signed_on": today})
        elif state == "E":
            move_into_the_past(placement, (placement.ends_on - today).days)
        elif state == "B":
            opinions = dict.fromkeys(("by_youth", "by_company", "by_tutor"), "acquired")
            do(placement, "review", data={"lines": [{"skill": SKILLS[0], **opinions}]})
    return placement


def schedule_of(placement):
    period = proposed_period(placement, timezone.localdate() - timedelta(days=7))
    return {"periods": [as_row(period)], "school": SchoolFactory()}


def typed(name, placement) -> dict:
    """What somebody types to make that move."""
    today = timezone.localdate()
    day = today.isoformat()
    monday = (placement.started_on or today) - timedelta(
        days=(placement.started_on or today).weekday()
    )
    period = proposed_period(placement, today - timedelta(days=7))
    reasons = PLACEMENTS.transitions[name].reasons
    forms = {
        "prepare": {"goals": "Découvrir un métier."},
        "send": said_on_screen(placement),
        "agree": said_on_screen(placement),
        "plan_meeting": meeting(today),
        "adapt": meeting(today),
        "postpone": meeting(today),
        "schedule": {
            "school": schedule_of(placement)["school"].pk,
            "periods-TOTAL_FORMS": 1,
            "periods-INITIAL_FORMS": 0,
            "periods-0-starts_on": period.start.isoformat(),
            "periods-0-ends_on": period.end.isoformat(),
            "periods-0-days": list(period.days),
            "periods-0-day_start": period.day_start.strftime("%H:%M"),
            "periods-0-day_end": period.day_end.strftime("%H:%M"),
            "periods-0-break_minutes": period.break_minutes,
        },
        "sign": {"parties": ["company"], "signed_on": day},
        "exceed": {"hours": placement.hours + 10},
        "presence": {"week": monday.isoformat(), "hours": 30},
        "incident": {"kind": "absence", "happened_on": day},
        "finish": {"last_day": day},
        "interrupt": {"last_day": day},
        "review": {
            "lines-TOTAL_FORMS": 1,
            "lines-INITIAL_FORMS": 0,
            "lines-0-skill": "Ranger",
            "lines-0-by_youth": "acquired",
        },
        "give_up_opinion": {"people": ["by_youth"]},
        "close": {"way_on": "school"},
        **replies(placement, today),
    }
    return {**forms.get(name, {}), **({"reason": reasons.values[0]} if reasons else {})}


def replies(placement, today) -> dict:
    """What a tutor notes of what a company, a young person or a guardian said."""
    department = placement.host_slot.commune.department
    moments = [at.isoformat() for day in suggested(department, today).values() for at in day]
    said_by = {"on_behalf_of": "youth"}
    return {
        "propose_dates": {"moments": moments[:2]},
        "redirect": {"name": "Dominique Essai", "phone": "01 99 00 55 66"},
        "call_me": {
            "day": working_days(department, today + timedelta(days=1), 1)[0].isoformat(),
            "moment": "morning",
        },
        "confirm_meeting": said_by,
        "cannot_come": said_by,
        "ask_call": said_by,
        "give_opinion": {"skill_1": "Accueillir", "level_1": "acquired"},
    }


def meeting(today) -> dict:
    day = today + timedelta(days=6)
    return {"meeting_day": day.isoformat(), "meeting_time": "14:00"}


def attempt_all(clients, placement, name, data):
    """POST a move as each of them and forget it: what they changed is rolled back.

    Return the answers by role, and whether the file moved.
    """
    with transaction.atomic():
        answers = {
            role: client.post(f"/admin/suivi/{placement.code}/{name}/", data)
            for role, client in clients.items()
        }
        with perimeter([placement.service_id]):
            moved = placement.events.order_by("pk").last().pk > placement.last_event
        transaction.set_rollback(True)
    return answers, moved


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@contextmanager
def unread_pages():
    """Only the status is read: the admin's frame, slow to draw, is left out."""
    with mock.patch.object(SimpleTemplateResponse, "rendered_content", ""):
        yield


@pytest.fixture
def service(db):
    return ServiceFactory(name="MLDS du bassin de Saint-Denis")


@pytest.mark.parametrize("state", STATES)
def test_each_move_at_each_stage_for_each_role(state, service, brisk, bare_pages):
    place = {"départemental": service.department, "académique": service.department.academy}
    place["régional"] = service.department.academy.region
    clients = {
        name: client_of(UserFactory(roles=[role], place=place.get(name, service)))
        for name, role in FOLLOWERS.items()
    }
    nice = ServiceFactory(name="PSAD de Nice", department=department("06"))
    outsiders = {
        STRANGER: client_of(UserFactory(roles=[Role.BASIN], place=nice)),
        **{name: client_of(UserFactory(roles=[role])) for name, role in BLIND.items()},
    }
    refusals = {STRANGER: 404, **dict.fromkeys(BLIND, 403)}
    placement = file_at(state, service)
    wrong = []
    with perimeter([service]):
        typing = {name: typed(name, placement) for name in MOVES}
        placement.last_event = placement.events.order_by("pk").last().pk
    for name in MOVES:
        for role, client in clients.items():
            cells = MATRIX[role][name]
            answers, moved = attempt_all({role: client}, placement, name, typing[name])
            answer = answers[role]
            text = strip_tags(answer.content.decode()).replace("&#x27;", "'")
            if not as_expected(cells[state], answer, moved, text):
                wrong.append(f"{role} {name} {cells[state]}: {answer.status_code}")
        with unread_pages():
            answers, moved = attempt_all(outsiders, placement, name, typing[name])
        wrong += [
            f"{role} {name}: {answer.status_code}"
            for role, answer in answers.items()
            if answer.status_code != refusals[role]
        ]
        if moved:
            wrong.append(f"{name}: moved by somebody who may not")
    assert wrong == []


def as_expected(cell, answer, moved, text) -> bool:
    if cell == "+":
        return answer.status_code == 302 and moved
    if cell == ".":
        return answer.status_code == 409 and not moved and "n'est plus possible" in text
    if cell in "KH":
        return answer.status_code == 403 and not moved and WORDS[cell] in text
    return answer.status_code == 200 and not moved and WORDS[cell] in text


def test_the_matrix_names_every_move_of_the_table():
    for role, moves in MATRIX.items():
        assert set(moves) == set(PLACEMENTS.transitions), role
