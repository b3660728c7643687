"""The suite «seek» at a tiny size: it measures what it says, and can't rot unnoticed."""

import pytest

from benchmarks import seek
from matching.enums import PlacementStage
from psf.perimeter.scope import perimeter
from tests.factories.journey import journey, school_calendar
from tests.factories.matching import GuardianFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_every_figure_is_measured_over_what_callers_say(two_services, brisk):
    school_calendar()
    with perimeter([two_services.saint_denis]):
        placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
        GuardianFactory(youth=placement.youth)
        placement.host_slot.tutor.email = "claude@exemple.fr"
        placement.host_slot.tutor.save()
    said = []
    found = {
        each.name: each for each in seek.measure(two_services.coordinator, say=said.append, draws=2)
    }
    assert set(found) == {"seek_ms_p50", "seek_ms_p95", "seek_queries", "seek_whole_scans"}
    assert 5 < found["seek_queries"].value < 60
    assert len(said) == len(seek.sayings(two_services.coordinator, 2))


def test_what_callers_say_is_found(two_services, brisk):
    from matching.desk.seeking.search import Search

    school_calendar()
    with perimeter([two_services.saint_denis]):
        placement = journey(two_services.saint_denis, to=PlacementStage.SENT)
        GuardianFactory(youth=placement.youth)
        sayings = seek.sayings(two_services.coordinator, 2)
        nothing = sayings.pop("rien")
        services = [two_services.saint_denis.pk]
        user = two_services.coordinator
        for kind in (
            "nom et prénom",
            "code d'un jeune",
            "dossier",
            "entreprise",
            "offre",
            "marché",
        ):
            assert Search(sayings[kind][0], user, services, most=5).groups, kind
        assert not any(Search(text, user, services, most=5).groups for text in nothing)
