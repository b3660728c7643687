"""A filter of a list narrows its rows: it makes nothing distinct, and joins nothing that multiplies them.

A distinct list sorts every row before it shows the first: among 80 000 young people, a second.
"""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from matching.enums import PlacementStage
from psf.wagtail_seams.filters import ListFilterSet, hangs_in_number
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.ground.test_unread_filters import listings

pytestmark = [pytest.mark.django_db, pytest.mark.database]
DAYS = ("_from", "_to")
YOUTHS = "wagtailsnippets_matching_youth:list"


def values_of(filters):
    """{parameters} for each choice of each filter, a few of a long list; something read for the others."""
    for name in filters.filters:
        choices = getattr(filters.form.fields[name], "choices", None)
        if choices is None:
            yield {name: "1"}
            yield {f"{name}{end}": "2026-11-20" for end in DAYS}
            continue
        flat = [value for value, _ in choices if str(value)]
        for value in flat[:6]:
            yield {name: str(value)}
        yield {name: [str(value) for value in flat[:6]]}


def rows_of(page):
    return page.context["paginator"].object_list.query


def multiplying(query) -> list[str]:
    """Tables joined in number to the rows of a list."""
    fields = [
        (join.table_name, getattr(join, "join_field", None))
        for alias, join in query.alias_map.items()
        if query.alias_refcount[alias]
    ]
    return [table for table, field in fields if field and (field.one_to_many or field.many_to_many)]


def test_no_filter_of_a_list_makes_rows_distinct_or_joins_what_multiplies_them(
    two_services, signed_in
):
    journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    everything = UserFactory(is_superuser=True, place=two_services.saint_denis.department)
    everything.groups.set(Group.objects.all())
    client, tried = signed_in(everything), set()
    for address in listings():
        page = client.get(address)
        filters = page.context and page.context.get("filters")
        if page.status_code != 200 or not isinstance(filters, ListFilterSet):
            continue
        for asked in values_of(filters):
            with CaptureQueriesContext(connection) as seen:
                page = client.get(address, asked)
            assert page.status_code == 200, (address, asked)
            if page.context["filters"].form.errors:
                continue  # What is written, not chosen: the other form of it is read.
            rows = rows_of(page)
            assert not rows.distinct, (address, asked)
            assert not multiplying(rows), (address, asked)
            table = page.context["filters"]._meta.model._meta.db_table
            for query in seen:
                assert f'SELECT DISTINCT "{table}"' not in query["sql"], (address, asked)
            tried.add((address, next(iter(asked))))
    assert len({address for address, _ in tried}) > 7, tried
    assert len(tried) > 30, tried


def test_what_hangs_in_number_is_told_from_what_a_row_points_to():
    from matching.models import Youth
    from psf.accounts.models import User

    assert hangs_in_number(User, "groups__name")
    assert hangs_in_number(Youth, "placements__stage")
    assert not hangs_in_number(Youth, "commune__department")
    assert not hangs_in_number(Youth, "nothing")


def test_young_people_are_listed_once_whatever_they_wish(two_services, signed_in):
    from matching.models import YouthInterest
    from offers.models import Field
    from psf.perimeter.scope import perimeter
    from tests.factories.matching import YouthFactory

    fields = list(Field.objects.filter(domaines__isnull=False).distinct()[:2])
    with perimeter([two_services.saint_denis]):
        wishing = YouthFactory(service=two_services.saint_denis)
        YouthFactory(service=two_services.saint_denis)
        for rank, field in enumerate(fields, 1):
            YouthInterest.objects.create(
                youth=wishing,
                service=wishing.service,
                field=field,
                rank=rank,
                domaine=field.domaines.first(),
            )
    asked = {"champ": [field.pk for field in fields]}
    page = signed_in(two_services.coordinator).get(reverse(YOUTHS), asked)
    assert list(page.context["object_list"]) == [wishing]
