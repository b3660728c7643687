"""Requests as the lists make them."""

import pytest
from django.test import RequestFactory

from matching.youths.filters import YouthFilterSet
from psf.list_views.fields import Fields
from psf.perimeter.scope import perimeter


@pytest.fixture
def asked_by(two_services):
    """`asked_by(user, services)`: a request of theirs."""

    def make(user, services):
        request = RequestFactory().get("/")
        request.user, request.services = user, [each.pk for each in services]
        return request

    return make


@pytest.fixture
def fields(two_services, asked_by):
    """What the list of young people may be asked by the coordinator of Saint-Denis."""
    request = asked_by(two_services.coordinator, [two_services.saint_denis])
    with perimeter([two_services.saint_denis]):
        yield Fields(YouthFilterSet(data={}, request=request))
