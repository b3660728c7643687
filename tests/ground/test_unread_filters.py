"""A filter that cannot be read leaves no row and says why: in our lists, in Wagtail's reports and lists."""

from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.urls import NoReverseMatch, get_resolver, resolve, reverse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.log_actions import log
from wagtail.models import Site

from matching.enums import PlacementStage
from psf.wagtail_seams import filters as seam
from tests.factories.accounts import UserFactory
from tests.factories.journey import journey
from tests.ground.test_typed_forms import subclasses

TYPED = "illisible"


def every_name(prefix="", resolver=None):
    """The name of every address of the site that leads somewhere by itself."""
    resolver = resolver or get_resolver()
    for name in resolver.reverse_dict:
        if isinstance(name, str):
            yield f"{prefix}{name}"
    for namespace, (_, inner) in resolver.namespace_dict.items():
        yield from every_name(f"{prefix}{namespace}:", inner)


def listings():
    """Each address of the admin that lists rows, the part that a filter loads anew left aside."""
    found = set()
    for name in every_name():
        try:
            address = reverse(name)
        except NoReverseMatch:
            continue
        view = getattr(resolve(address).func, "view_class", object)
        if issubclass(view, BaseListingView) and address.startswith("/admin/"):
            found.add(address)
    return sorted(each for each in found if "results" not in each and "resultats" not in each)


def typed_for(name: str) -> dict[str, str]:
    return dict.fromkeys((name, f"{name}_from", f"{name}_to", f"{name}_min"), TYPED)


@pytest.mark.django_db
def test_no_listing_of_the_admin_answers_what_it_could_not_read(two_services, signed_in):
    journey(two_services.saint_denis, to=PlacementStage.SENT, by=two_services.tutor)
    log(instance=Site.objects.get(), action="wagtail.edit")
    everything = UserFactory(is_superuser=True)
    everything.groups.set(Group.objects.all())
    client, judged, rows = signed_in(everything), set(), 0
    for address in listings():
        page = client.get(address)
        filters = page.context and page.context.get("filters")
        if page.status_code != 200 or not isinstance(filters, WagtailFilterSet):
            continue
        rows += len(page.context["object_list"])
        typed = {key: TYPED for name in filters.filters for key in typed_for(name)}
        page = client.get(address, typed)
        assert page.status_code == 200, address
        errors = page.context["filters"].form.errors
        if not errors:
            continue  # Boxes that take any words.
        assert len(page.context["object_list"]) == 0, address
        said = unescape(page.content.decode())
        assert all(any(each in said for each in told) for told in errors.values()), address
        judged.add(address)
    assert rows > 5
    assert {
        "/admin/reports/site-history/",
        "/admin/reports/workflow/",
        "/admin/reports/aging-pages/",
        "/admin/reports/locked/",
        "/admin/documents/",
    } <= judged
    assert len(judged) > 10


def test_no_filter_of_anybody_s_answers_otherwise():
    every = list(subclasses(WagtailFilterSet))
    assert len(every) > 20
    for filterset in every:
        assert filterset.is_valid is seam.is_valid, filterset
        assert filterset.filter_queryset is seam.filter_queryset, filterset
