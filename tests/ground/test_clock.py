"""The clock of the tests moves for whoever asks, sessions and dates alike, and comes back."""

import time
from datetime import datetime

import pytest
from django.core import signing
from django.utils import timezone

from tests.clock import PARIS, WORKING_DAY, day_of, moment


@pytest.mark.working_day
def test_a_working_day_is_the_same_for_every_clock_of_python():
    assert timezone.localdate() == WORKING_DAY.date() == datetime.now(PARIS).date()
    assert 0 <= (timezone.now() - WORKING_DAY).total_seconds() < 60
    assert signing.TimestampSigner().unsign(signing.TimestampSigner().sign("x"), max_age=60) == "x"
    before = timezone.now()
    time.sleep(0.01)
    assert timezone.now() > before


def test_a_day_asked_for_is_meant_at_ten_in_paris():
    assert moment("2027-08-15") == datetime(2027, 8, 15, 10, tzinfo=PARIS)
    assert moment("2027-05-04T23:58") == datetime(2027, 5, 4, 23, 58, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("marks", "asked", "day"),
    [
        ([], None, None),
        ([], "2027-08-15", moment("2027-08-15")),
        (["working_day"], "2027-08-15", WORKING_DAY),
        (["today"], "2027-08-15", None),
        (["browser"], "2027-08-15", None),
    ],
)
def test_each_test_runs_on_the_day_it_says_else_on_the_day_asked(marks, asked, day):
    class Item:
        class config:
            getoption = staticmethod(lambda name: asked and moment(asked))

        @staticmethod
        def get_closest_marker(name):
            return name if name in marks else None

    assert day_of(Item) == day
