"""Long choices of a filter come when it is opened; what is chosen stands on the page without them."""

import pytest
from bs4 import BeautifulSoup

from matching.enums import PlacementStage
from offers.models import Field
from psf.accounts.roles import Role
from psf.list_views.lists import LISTS
from psf.territories.models import Department
from tests.factories.accounts import UserFactory, coordinator
from tests.factories.journey import journey

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world(two_services, signed_in):
    """A coordinator of the académie of Saint-Denis, who follows a young person there."""
    journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    return signed_in(coordinator(two_services.saint_denis.department.academy))


def read(answer):
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


def part(page, name):
    return page.select_one(f"#drilldown-id_{name}")


def values(node, name):
    return {each["value"] for each in node.select(f'input[name="{name}"]')}


def test_a_list_holds_no_choice_of_a_long_filter_and_the_address_beside_it_holds_all(world):
    page = read(world.get(LISTS["jeunes"].url))
    box = part(page, "champ").select_one("[data-psf-deferred-src-value]")
    assert not values(page, "champ") and not values(page, "tuteur")
    # Short ones are there at once.
    assert values(page, "situation") and values(page, "age")
    opened = read(world.get(box["data-psf-deferred-src-value"]))
    assert values(opened, "champ") == {str(pk) for pk in Field.objects.values_list("pk", flat=True)}
    assert not opened.select("table, html")
    assert "list_views/deferred-controller" in str(page)


def test_what_is_chosen_is_said_sent_again_and_ticked_once_the_choices_are_there(world):
    one, other = Field.objects.order_by("pk")[:2]
    page = read(world.get(LISTS["offres"].url, {"field": [one.pk, other.pk], "hours": "1"}))
    said = page.select_one(".w-active-filters").get_text(" ", strip=True)
    assert str(one) in said and str(other) in said
    box = part(page, "field")
    assert values(box, "field") == {str(one.pk), str(other.pk)}
    opened = read(
        world.get(box.select_one("[data-psf-deferred-src-value]")["data-psf-deferred-src-value"])
    )
    ticked = {each["value"] for each in opened.select("input[checked]")}
    assert ticked == {str(one.pk), str(other.pk)}


def test_without_a_script_a_link_opens_the_list_with_its_filters_whole(world):
    department = Department.objects.order_by("pk").first()
    page = read(world.get(LISTS["offres"].url, {"department": department.pk}))
    whole = read(world.get(part(page, "department").select_one("a")["href"]))
    chosen = whole.select('select[name="department"] option[selected]')
    assert [each["value"] for each in chosen] == [str(department.pk)]
    assert len(whole.select('select[name="department"] option')) == 1 + Department.objects.count()
    assert values(whole, "field")


def test_choices_are_given_to_whom_the_list_is_and_hold_what_is_theirs(
    world, two_services, signed_in
):
    address = LISTS["jeunes"].url
    opened = read(world.get(address, {"choix": "tuteur"}))
    tutors = values(opened, "tuteur")
    assert str(two_services.tutor.pk) in tutors and {"moi", "personne"} <= tutors
    elsewhere = signed_in(coordinator(two_services.nice.department.academy))
    found = values(read(elsewhere.get(address, {"choix": "tuteur"})), "tuteur")
    assert "moi" in found and str(two_services.tutor.pk) not in found
    assert world.get(address, {"choix": "nom"}).status_code == 404
    administrator = signed_in(UserFactory(roles=[Role.ADMINISTRATOR]))
    refused = administrator.get(address, {"choix": "champ"})
    assert refused.status_code == administrator.get(address).status_code != 200
