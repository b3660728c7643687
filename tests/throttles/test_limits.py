"""A limit: so many tries, then a wait; nothing of who tried is kept in clear."""

from datetime import timedelta

import pytest
import time_machine
from django.test import RequestFactory
from django.utils import timezone

from psf.throttles.limits import Limit, address_of
from psf.throttles.models import Tally
from psf.throttles.tasks import purge

pytestmark = pytest.mark.django_db
THREE = Limit("three", tries=3, seconds=600)
GROWING = Limit("growing", tries=3, seconds=86400, first_wait=30, longest_wait=300)


@pytest.fixture
def clock():
    with time_machine.travel(timezone.now(), tick=False) as traveller:
        yield traveller


def test_so_many_are_heard_then_none_until_the_window_is_over(clock):
    assert [THREE.allows("a") for _ in range(5)] == [True, True, True, False, False]
    assert THREE.wait("a") == 600
    clock.shift(599)
    assert not THREE.allows("a") and THREE.wait("a") == 1
    clock.shift(1)
    assert [THREE.allows("a") for _ in range(4)] == [True, True, True, False]


def test_each_who_and_each_limit_is_counted_alone():
    for _ in range(3):
        THREE.allows("a")
    assert not THREE.is_open("a")
    assert THREE.is_open("b")
    assert Limit("another", tries=3, seconds=600).is_open("a")


def test_a_limit_of_one_is_closed_by_the_first():
    once = Limit("once", tries=1, seconds=90)
    assert [once.allows("a") for _ in range(3)] == [True, False, False]


def test_waits_grow_and_stop_growing(clock):
    waits = []
    for _ in range(9):
        assert GROWING.allows("a")
        waits.append(GROWING.wait("a"))
        clock.shift(waits[-1])
    assert waits == [0, 0, 30, 60, 120, 240, 300, 300, 300]


def test_hammering_makes_nobody_wait_longer(clock):
    for _ in range(3):
        GROWING.allows("a")
    for _ in range(100):
        assert not GROWING.allows("a")
    assert GROWING.wait("a") == 30
    assert Tally.objects.get().tries == 3


def test_errors_are_forgotten_in_the_end(clock):
    for _ in range(3):
        GROWING.allows("a")
    clock.shift(timedelta(days=1))
    assert [GROWING.allows("a") for _ in range(3)] == [True] * 3


def test_a_right_answer_gets_its_try_back():
    for _ in range(20):
        assert THREE.allows("a")
        THREE.give_back("a")
    for _ in range(3):
        THREE.allows("a")
    THREE.give_back("a")
    assert THREE.allows("a") and not THREE.allows("a")


def test_starting_anew():
    for _ in range(3):
        THREE.allows("a")
    THREE.forget("a")
    assert THREE.allows("a")


def test_the_table_says_nothing_to_who_has_no_secret_key(settings):
    THREE.allows("192.0.2.7")
    [first] = Tally.objects.values_list("key", flat=True)
    assert len(first) == 64 and "192" not in first
    settings.SECRET_KEY = "another" * 10
    THREE.allows("192.0.2.7")
    assert Tally.objects.count() == 2, "a plain digest of an address could be searched through"


@pytest.mark.parametrize(
    ("said", "counted"),
    [
        ("192.0.2.7", "192.0.2.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("::ffff:192.0.2.7", "192.0.2.7"),
    ],
)
def test_one_subscriber_is_one_address(said, counted):
    assert address_of(RequestFactory().get("/", REMOTE_ADDR=said)) == counted


def test_the_schedule_erases_what_is_over(clock):
    from psf.worker.schedules import SCHEDULES

    assert "psf.throttles.tasks.purge" in {each.fields["func"] for each in SCHEDULES}
    THREE.allows("a")
    clock.shift(300)
    THREE.allows("b")
    clock.shift(300)
    assert purge() == 1
    assert not THREE.is_open("b") or Tally.objects.count() == 1


def test_a_count_is_one_statement(django_assert_num_queries):
    with django_assert_num_queries(1):
        THREE.allows("a")
