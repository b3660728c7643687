"""Rows come in the order asked for, or in none that a test could rely on."""

from psf.territories.models import Service
from tests.factories.territories import ServiceFactory


def orders(rows, tries=12) -> set[tuple]:
    return {tuple(rows.all()) for _try in range(tries)}


def test_rows_in_no_order_never_come_twice_the_same_way(db):
    made = [ServiceFactory(name=f"PSAD {number}").pk for number in range(6)]
    rows = Service.objects.filter(pk__in=made).values_list("pk", flat=True)
    assert len(orders(rows.order_by())) > 1
    assert len(orders(rows.order_by("department_id"))) > 1, "the order ends on no unique column"
    assert len(orders(rows.order_by().distinct())) > 1
    assert len(orders(rows.order_by().union(rows.order_by()))) > 1
    assert orders(rows.order_by("department_id").distinct()) == {tuple(reversed(made))}
    assert orders(rows.order_by("department_id", "pk")) == {tuple(made)}
    assert orders(rows.order_by("pk").distinct()) == {tuple(made)}
    assert orders(rows.order_by("-pk")) == {tuple(reversed(made))}


def test_what_is_counted_or_got_by_its_key_is_asked_as_always(db, django_assert_num_queries):
    service = ServiceFactory(name="PSAD")
    with django_assert_num_queries(4) as asked:
        Service.objects.get(pk=service.pk)
        assert Service.objects.filter(pk=service.pk).count() == 1
        assert Service.objects.filter(pk=service.pk).exists()
        assert Service.objects.filter(pk__in=Service.objects.order_by()).last() == service
    assert sum("random()" in query["sql"].lower() for query in asked) <= 1
