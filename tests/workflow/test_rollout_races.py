"""Two people press « appliquer » at once, while somebody works on the file: each date moves once."""

import threading

import pytest
from django.db import connections
from django.utils import timezone

from psf.perimeter.scope import perimeter
from psf.workflow.models import StagePolicy
from tests.own_database import db  # noqa: F401

AT_ONCE = 6


@pytest.fixture
def longer(creteil):
    """Calling the company is due in ten days, from now on, in Créteil."""
    return StagePolicy.objects.create(
        academy=creteil.academy, reason="Essai", steps={"call_company": {"days": 10}}
    )


def test_applied_at_once_by_several_each_date_moves_once(creteil, longer, signed_in):
    clients = [signed_in(creteil.coordinator) for _ in range(AT_ONCE)]
    start, answers, failures = threading.Barrier(AT_ONCE), [], []

    def press(number, client):
        try:
            start.wait(timeout=60)
            if number == 0:
                address = f"/admin/suivi/{creteil.placement.code}/prepare/"
                answers.append(client.post(address, {"goals": "Découvrir un métier."}))
            else:
                answers.append(client.post(f"{creteil.address}appliquer/"))
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    threads = [
        threading.Thread(target=press, args=(number, client))
        for number, client in enumerate(clients)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert [answer.status_code for answer in answers] == [302] * AT_ONCE
    action = creteil.action()
    assert (action.due - timezone.localdate()).days == 10
    assert action.policy_version == longer.number
    assert len(creteil.events("policy_applied")) == 1
    with perimeter([creteil.service]):
        creteil.placement.refresh_from_db()
    assert creteil.placement.goals == "Découvrir un métier."
