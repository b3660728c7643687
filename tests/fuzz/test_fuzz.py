"""A hundred spoilt files, as `make fuzz` gives thousands; a few of them through the screens."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.fuzz.doors import PAUSE_SECONDS, give_all
from tests.fuzz.mutations import KINDS, mutated

SEED = 2026


def test_a_hundred_spoilt_files_are_answered_in_words_in_time_and_in_memory():
    results, pause = give_all(SEED, range(100))
    assert [result for result in results if result.fault] == []
    assert {result.kind for result in results} == set(KINDS)
    # Some spoilt files are still good ones: else only the first check would have been tried.
    assert 5 < sum(result.kept for result in results) < 95
    assert pause < PAUSE_SECONDS


def test_the_same_number_gives_the_same_file():
    for number in range(len(KINDS)):
        assert mutated(SEED, number) == mutated(SEED, number)
    assert len({mutated(SEED, number)[1] for number in range(40)}) == 40


@pytest.mark.django_db
def test_no_screen_breaks_on_a_spoilt_file(two_services, signed_in):
    client = signed_in(two_services.coordinator)
    address = reverse("imports:upload", args=["jeunes"])
    for number in range(24):
        kind, content = mutated(SEED, number)
        if kind in ("xlsx", "ods", "csv"):
            answer = client.post(
                address,
                {
                    "service": two_services.saint_denis.pk,
                    "source": "Liste",
                    "listed_on": "2026-11-20",
                    "upload": SimpleUploadedFile(f"a.{kind}", content),
                },
            )
            assert answer.status_code in (200, 302), (number, kind)
