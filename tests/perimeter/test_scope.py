"""The scope of a transaction: what it shows, and how surely it is forgotten."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import DatabaseError, ProgrammingError, connection, transaction
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import RequestFactory

from matching.models import Guardian, Placement, Youth
from psf.perimeter.middleware import PerimeterMiddleware
from psf.perimeter.scope import (
    ScopeOutsideTransaction,
    all_services,
    perimeter,
    services_in_sight,
    set_scope,
    widened,
)
from tests.factories.matching import GuardianFactory, PlacementFactory, YouthFactory

pytestmark = pytest.mark.database


@pytest.fixture
def youth(two_services):
    return YouthFactory(service=two_services.saint_denis)


@pytest.mark.django_db
def test_a_record_exists_in_its_service_only(two_services, youth):
    GuardianFactory(youth=youth)
    PlacementFactory(youth=youth)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().code == youth.code
        assert Placement.objects.count() == 1
    with perimeter([two_services.nice]):
        assert not Youth.objects.exists()
    assert not Youth.objects.exists()


@pytest.mark.django_db
def test_nested_scopes_give_back_the_one_around_them(two_services, youth):
    with perimeter([two_services.nice]):
        with perimeter([two_services.saint_denis]):
            assert Youth.objects.exists()
            with perimeter([]):
                assert not Youth.objects.exists()
            assert Youth.objects.exists()
        assert services_in_sight() == [two_services.nice.pk]
    assert services_in_sight() == []


@pytest.mark.django_db
def test_an_error_inside_gives_back_the_scope_around(two_services, youth):
    with perimeter([two_services.nice]):
        with pytest.raises(ZeroDivisionError), perimeter([two_services.saint_denis]):
            raise ZeroDivisionError
        assert services_in_sight() == [two_services.nice.pk]


@pytest.mark.django_db
def test_widening_adds_and_gives_back(two_services, youth):
    with perimeter([two_services.nice]):
        with widened([two_services.saint_denis], reason="test"):
            assert set(services_in_sight()) == {two_services.nice.pk, two_services.saint_denis.pk}
        assert services_in_sight() == [two_services.nice.pk]
        with all_services("test"):
            assert Youth.objects.exists()
        assert not Youth.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("how", ["perimeter", "widened"])
def test_an_aborted_transaction_shows_its_own_error(two_services, how):
    """Giving back the scope runs no SQL after an error: it would hide the real one."""
    block = {
        "perimeter": lambda: perimeter([two_services.nice]),
        "widened": lambda: widened([two_services.nice], reason="test"),
    }[how]
    refused = pytest.raises(ProgrammingError, match="no_such_table")
    with refused, block(), connection.cursor() as cursor:
        cursor.execute("select * from no_such_table")
    assert services_in_sight() == []


@pytest.mark.django_db
def test_a_swallowed_error_inside_still_gives_back_the_scope(two_services):
    with perimeter([two_services.nice]):
        swallowed = pytest.raises(DatabaseError)
        inner = perimeter([two_services.saint_denis])
        with inner, swallowed, transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("select 1 / 0")
        assert services_in_sight() == [two_services.nice.pk]


@pytest.mark.django_db
def test_writing_outside_the_scope_is_refused(two_services, youth):
    with perimeter([two_services.nice]):
        with pytest.raises(ProgrammingError, match="row-level security"), transaction.atomic():
            Youth.objects.create(
                service=two_services.saint_denis,
                last_name="Essai",
                first_name="Essai",
                birth_date="2009-01-01",
                sex="F",
                commune=youth.commune,
            )
        assert Youth.objects.filter(pk=youth.pk).update(last_name="Autre") == 0
        assert Youth.objects.filter(pk=youth.pk).delete()[0] == 0


@pytest.mark.django_db
def test_a_row_cannot_be_moved_out_of_sight_nor_hung_on_somebody_out_of_sight(two_services, youth):
    here = perimeter([two_services.saint_denis])
    with here, pytest.raises(ProgrammingError), transaction.atomic():
        Youth.objects.update(service=two_services.nice)
    with perimeter([two_services.nice]), pytest.raises(DatabaseError), transaction.atomic():
        Guardian.objects.create(
            youth_id=youth.pk, service=two_services.nice, last_name="x", first_name="x"
        )


@pytest.mark.django_db
def test_ids_only_reach_the_database(two_services):
    with transaction.atomic(), pytest.raises(ValueError, match="invalid literal"):
        set_scope(["1); drop table matching_youth; --"])


def on_its_own_connection(work):
    """Run `work` in a thread, whose connection stands in no test's transaction; give its answer."""

    def alone():
        try:
            return work()
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        return pool.submit(alone).result()


@pytest.mark.django_db
def test_a_scope_needs_a_transaction():
    with pytest.raises(ScopeOutsideTransaction):
        on_its_own_connection(lambda: set_scope([1]))


@pytest.mark.django_db
@pytest.mark.parametrize("end", ["commit", "rollback"])
def test_the_connection_forgets_the_scope_with_its_transaction(end):
    """Persistent connections and poolers hand the same session to the next request."""

    def two_transactions():
        with transaction.atomic():
            set_scope([1, 2])
            seen = [services_in_sight()]
            if end == "rollback":
                transaction.set_rollback(True)
        seen.append(services_in_sight())
        with perimeter([3]):
            seen.append(services_in_sight())
        return [*seen, services_in_sight()]

    assert on_its_own_connection(two_transactions) == [[1, 2], [], [3], []]


@pytest.fixture
def request_of(two_services):
    def build(path="/admin/"):
        request = RequestFactory().get(path)
        request.user = two_services.tutor
        return request

    return build


def answer_of(request, view):
    return PerimeterMiddleware(view)(request)


@pytest.mark.django_db
def test_a_request_sees_its_own_services_and_leaves_nothing_behind(two_services, youth, request_of):
    seen = []

    def view(request):
        seen.extend([request.services, services_in_sight(), Youth.objects.count()])
        return HttpResponse()

    answer_of(request_of(), view)
    ids = [two_services.saint_denis.pk]
    assert seen == [ids, ids, 1]
    assert services_in_sight() == []


@pytest.mark.django_db
@pytest.mark.parametrize("kind", [StreamingHttpResponse, FileResponse])
def test_what_is_streamed_is_read_inside_the_scope(two_services, youth, request_of, kind):
    def view(request):
        return kind(f"{each.code};".encode() for each in Youth.objects.iterator())

    answer = answer_of(request_of(), view)
    assert b"".join(answer.streaming_content) == f"{youth.code};".encode()


@pytest.mark.django_db
def test_what_a_page_wrote_before_failing_to_render_is_undone(two_services, youth, request_of):
    """Rendering comes after the view's own block: its error is an answer, not an exception."""

    def view(request):
        Youth.objects.update(last_name="Autre")
        return HttpResponse(status=500)

    answer_of(request_of(), view)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().last_name == youth.last_name


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/static/x.css", "/sante/"])
def test_addresses_without_scope_see_nobody(youth, request_of, path):
    def view(request):
        return HttpResponse(str(Youth.objects.count()))

    assert answer_of(request_of(path), view).content == b"0"


@pytest.mark.django_db
def test_a_page_rendered_late_is_rendered_in_scope(two_services, youth, signed_in, settings):
    """Templates run lazy queries: Django renders inside the middleware."""
    answer = signed_in(two_services.tutor).get("/admin/jeunes/")
    assert not isinstance(answer, SimpleTemplateResponse) or answer.is_rendered
    assert youth.last_name in answer.content.decode()


@pytest.mark.django_db
def test_an_expired_perimeter_shows_nobody(two_services, youth, signed_in):
    two_services.tutor.perimeter_grants.update(starts_on="2026-01-01", ends_on="2026-01-31")
    answer = signed_in(two_services.tutor).get("/admin/jeunes/")
    assert answer.status_code == 200
    assert youth.last_name not in answer.content.decode()
