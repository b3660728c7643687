"""Two records of one person become one, within the perimeter."""

import pytest

from matching.enums import PlacementStage
from matching.models import Guardian, Placement, Youth, YouthInterest
from matching.youths.merge import merge
from offers.models import Field
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import perimeter
from psf.workflow.errors import Refused
from psf.workflow.models import Event
from tests.factories.matching import (
    GuardianFactory,
    PlacementFactory,
    YouthFactory,
    YouthInterestFactory,
)
from tests.perimeter.canary import canary_record

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def test_two_records_become_one_with_the_values_chosen(two_services, signed_in, page):
    kept = YouthFactory(service=two_services.saint_denis, phone="06 39 98 00 01")
    absorbed = YouthFactory(
        service=two_services.saint_denis, phone="06 39 98 00 02", ine="123456789AB"
    )
    PlacementFactory(youth=absorbed, tutor=two_services.tutor)
    GuardianFactory(youth=absorbed)
    client = signed_in(two_services.coordinator)
    step = client.post(page("merge", kept), {"code": absorbed.code.lower()})
    assert step.url == page("merge_preview", kept, absorbed)
    text = client.get(step.url).content.decode()
    assert "06 39 98 00 01" in text and "06 39 98 00 02" in text and "1 parcours" in text
    assert "123456789AB" not in text
    done = client.post(
        step.url, {"phone": "absorbed", "ine": "absorbed", "last_name": "kept"}, follow=True
    )
    assert f"{absorbed.code} est fusionné dans {kept.code}" in done.content.decode()
    with perimeter([two_services.saint_denis]):
        kept.refresh_from_db()
        absorbed.refresh_from_db()
        assert (kept.phone, kept.ine) == ("06 39 98 00 02", "123456789AB")
        assert absorbed.merged_into == kept
        assert Placement.objects.get().youth == kept
        assert Guardian.objects.get().youth == kept
        assert ProtectedLogEntry.objects.filter(action="psf.merge", label=kept.code).exists()
        assert AccessLog.objects.filter(door="merge").count() >= 2
    refused = client.get(page("edit", absorbed))
    assert refused.url == page("inspect", absorbed)


def test_every_child_of_the_absorbed_record_moves(two_services):
    absorbed = canary_record(two_services).youth
    kept = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        merge(kept, absorbed, by=two_services.coordinator)
        for relation in Youth._meta.related_objects:
            if relation.field.name == "youth":
                rows = relation.related_model.objects
                assert rows.filter(youth=kept).exists(), relation.related_model
                assert not rows.filter(youth=absorbed).exists(), relation.related_model
        assert Event.objects.filter(name="merge", youth=kept).exists()


def test_what_both_records_have_is_kept_once(two_services):
    field = Field.objects.get(pk="restauration")
    kept, absorbed = (YouthFactory(service=two_services.saint_denis) for _ in range(2))
    for youth in (kept, absorbed):
        GuardianFactory(youth=youth, last_name="Commun", first_name="Claude")
        YouthInterestFactory(youth=youth, field=field, domaine=field.domaines.first())
    with perimeter([two_services.saint_denis]):
        merge(kept, absorbed, by=two_services.coordinator)
        assert Guardian.objects.count() == YouthInterest.objects.count() == 1


def test_two_parcours_under_way_are_refused(two_services, signed_in, page):
    pair = [YouthFactory(service=two_services.saint_denis) for _ in range(2)]
    for youth in pair:
        PlacementFactory(youth=youth, tutor=two_services.tutor)
    answer = signed_in(two_services.coordinator).post(
        page("merge", pair[0]), {"code": pair[1].code}
    )
    assert "Chacun des deux dossiers a un parcours en cours" in answer.content.decode()
    with perimeter([two_services.saint_denis]):
        with pytest.raises(Refused):
            merge(*pair, by=two_services.coordinator)
        Placement.objects.filter(youth=pair[1]).update(
            stage=PlacementStage.WITHDRAWN, end_reason="other"
        )
        merge(*pair, by=two_services.coordinator)


def test_a_record_out_of_sight_is_not_found(two_services, signed_in, page):
    youth = YouthFactory(service=two_services.saint_denis)
    stranger = YouthFactory(service=two_services.nice)
    client = signed_in(two_services.coordinator)
    answer = client.post(page("merge", youth), {"code": stranger.code})
    assert "Aucun dossier de votre périmètre" in answer.content.decode()
    assert client.get(page("merge_preview", youth, stranger)).status_code == 404
    with perimeter([two_services.saint_denis]), pytest.raises(Refused):
        merge(youth, stranger, by=two_services.coordinator)


def test_the_same_record_twice_and_a_merged_one_are_refused(two_services):
    kept, absorbed, third = (YouthFactory(service=two_services.saint_denis) for _ in range(3))
    with perimeter([two_services.saint_denis]):
        merge(kept, absorbed, by=two_services.coordinator)
        for pair in ((kept, kept), (absorbed, third), (third, absorbed)):
            with pytest.raises(Refused):
                merge(*pair, by=two_services.coordinator)
