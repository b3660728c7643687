"""The bilan: there once it is finished, for whom it is about, logged, and without a name for the buyer."""

import pytest
from django.urls import reverse

from matching.enums import PlacementStage
from matching.models import Placement, ReviewLine
from matching.placements.workflow import PLACEMENTS
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import perimeter
from tests.factories.offers import HostSlotFactory

pytestmark = pytest.mark.django_db
Stage = PlacementStage
SKILL = "Zyxcompétence nommée"
TYPED = ("Zyxobjectif", "Zyxaide", "Zyxéviter")


@pytest.fixture
def closed(file_at, two_services):
    placement = file_at(Stage.CLOSED)
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=placement.pk).update(
            goals=TYPED[0], helps=TYPED[1], avoid=TYPED[2]
        )
        ReviewLine.objects.filter(placement=placement).update(skill=SKILL)
        youth = placement.youth
        youth.first_name, youth.last_name = "Zyxprenom", "Zyxnom"
        youth.save()
        return Placement.objects.for_file().get(pk=placement.pk)


def doors(placement):
    with perimeter([placement.service_id]):
        rows = AccessLog.objects.filter(door=AccessLog.Door.DOCUMENT).order_by("pk")
        return list(rows.values_list("reader", "code"))


def test_the_buyer_reads_figures_and_coded_answers_only(visit, buyer_link, closed):
    visitor = visit(buyer_link(closed))
    assert f"{visitor.url}bilan/1/" in visitor.text()
    page = visitor.page("bilan/1/")
    text = page.content.decode()
    assert page.status_code == 200
    assert "150 h" in text and "acquis" in text and "retour en formation" in text
    with perimeter([closed.service_id]):
        youth, slot = closed.youth, closed.host_slot
        forbidden = [
            *TYPED,
            SKILL,
            youth.first_name,
            youth.last_name,
            youth.code,
            closed.code,
            slot.tasks,
            slot.site,
            str(closed.school),
        ]
        forbidden += [guardian.last_name for guardian in youth.guardians.all()]
    assert [words for words in forbidden if words and words in text] == []
    assert doors(closed) == [("acheteur", closed.youth.code)]


def test_another_young_person_of_the_contract_is_not_logged(
    visit, buyer_link, closed, file_at, two_services
):
    other = HostSlotFactory(offer=closed.offer, site="Annexe")
    file_at(Stage.CONVENTION, slot=other)
    visitor = visit(buyer_link(closed))
    assert visitor.page("bilan/1/").status_code == 200
    assert doors(closed) == [("acheteur", closed.youth.code)]
    assert visitor.page("bilan/2/").status_code == 404
    assert visitor.page("bilan/3/").status_code == 404
    assert len(doors(closed)) == 1


@pytest.mark.parametrize("guardian", [False, True])
def test_the_young_person_and_the_guardian_read_it_whole(visit, family_link, closed, guardian):
    visitor = visit(family_link(closed, guardian=guardian))
    assert f"{visitor.url}bilan/1/" in visitor.text()
    text = visitor.text("bilan/1/")
    for words in ("Zyxprenom", "Zyxnom", SKILL, "150 h", closed.host_slot.site):
        assert words in text
    # What was written before the parcours is no part of it.
    assert [words for words in TYPED if words in text] == []
    assert visitor.page("bilan/2/").status_code == 404
    reader = "représentant légal" if guardian else "jeune"
    assert doors(closed) == [(reader, closed.youth.code)]


def test_it_is_not_there_before_it_is_finished_nor_after_an_undo(
    visit, buyer_link, family_link, closed, two_services
):
    visitors = [visit(buyer_link(closed)), visit(family_link(closed))]
    assert [visitor.page("bilan/1/").status_code for visitor in visitors] == [200, 200]
    with perimeter([closed.service_id]):
        PLACEMENTS.undo(closed, by=two_services.coordinator, text="Un avis manquait.")
    assert [visitor.page("bilan/1/").status_code for visitor in visitors] == [404, 404]
    assert all("bilan/1/" not in visitor.text() for visitor in visitors)


def test_whoever_follows_the_file_reads_both_versions(signed_in, two_services, closed):
    client = signed_in(two_services.coordinator)
    dossier = client.get(reverse("work:file", args=[closed.code])).content.decode()
    for name, shown in (("review", True), ("review_for_buyer", False)):
        url = reverse(f"work:documents:{name}", args=[closed.code])
        assert url in dossier
        page = client.get(url)
        assert page.status_code == 200
        assert (SKILL in page.content.decode()) is shown
        assert ("Zyxnom" in page.content.decode()) is shown


def test_there_is_none_before_the_first_day(signed_in, two_services, file_at):
    placement = file_at(Stage.CONVENTION)
    client = signed_in(two_services.coordinator)
    for name in ("review", "review_for_buyer"):
        url = reverse(f"work:documents:{name}", args=[placement.code])
        assert client.get(url).status_code == 404


def test_another_service_finds_none(signed_in, two_services, closed):
    client = signed_in(two_services.coordinator_nice)
    assert client.get(reverse("work:documents:review", args=[closed.code])).status_code == 404


def test_closing_tells_the_young_person_that_it_is_there(closed):
    from psf.messaging.models import Message

    with perimeter([closed.service_id]):
        kinds = set(Message.objects.filter(placement=closed).values_list("kind", flat=True))
    assert {"youth_closed", "guardian_closed", "buyer_closed"} <= kinds
