"""Random moves by people who leave, refuse or fall silent: no dead end, nobody forgotten, undo goes back.

`make explore` does a thousand runs of what this file does a few of.
"""

import pytest
from hypothesis import HealthCheck, settings

from tests.exploring.machine import LOOKED_AT, REACHED, STEPS, explore

pytestmark = pytest.mark.django_db


@pytest.mark.long
def test_random_moves_leave_no_dead_end_and_forget_nobody():
    explore(
        settings(
            max_examples=10,
            stateful_step_count=25,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        )
    )
    # The walk is worth something only if it goes far.
    assert {"sent", "meeting", "convention", "in_company", "review", "closed"} <= REACHED
    assert len(LOOKED_AT) > 20 and sum(STEPS.values()) > 50
