"""The personal address, as a calendar program reads it: nobody is signed in.

What it shows is what its owner sees at that very moment: an account closed, a perimeter over, an address
renewed or taken back are answered as one that never was.
"""

from datetime import timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.defaults import page_not_found

from matching.desk.agenda.calendar_file import CONTENT_TYPE, calendar_of
from matching.desk.agenda.entries import Agenda
from psf.accounts.backends import refused_demonstration
from psf.accounts.models import CalendarAddress, User, Whose
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter
from psf.throttles.limits import Limit, address_of
from psf.throttles.waiting import too_often

WRONG_TOKENS = Limit("calendar.wrong", tries=30, seconds=600)
# Programs ask a few times an hour, from each machine of their owner.
READINGS = Limit("calendar.read", tries=60, seconds=3600)
PAST, TO_COME = timedelta(days=31), timedelta(days=184)
# Deadlines of one day: a calendar is no list to work through.
MOST = 10


def services_shown(user: User) -> list[int]:
    """The services in sight of `user` now; none for who may not sign in, or sees no file any more."""
    if not user.is_active or refused_demonstration(user) or not user.sees_persons:
        return []
    return PerimeterGrant.objects.services_of(user)


@method_decorator(never_cache, name="dispatch")
class FeedView(View):
    """GET only. Wrong tokens are counted by where they come from, right ones by themselves."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        address = CalendarAddress.objects.of_token(token)
        services = services_shown(address.user) if address else []
        if address is None or not services:
            return self.unknown(request)
        if not READINGS.allows(address.pk):
            return too_often(request, READINGS, address.pk)
        now = timezone.now()
        today = timezone.localdate(now)
        with perimeter(services):
            agenda = Agenda(
                address.user,
                services,
                Whose(address.whose),
                today - PAST,
                today + TO_COME,
                most=MOST,
            )
            body = calendar_of(agenda.entries(), now)
        address.was_read(today)
        return HttpResponse(body, content_type=CONTENT_TYPE)

    def unknown(self, request: HttpRequest) -> HttpResponse:
        who = address_of(request)
        if not WRONG_TOKENS.allows(who):
            return too_often(request, WRONG_TOKENS, who)
        # Answered, not raised: a try counted is not taken back with the view's writes.
        return page_not_found(request, Http404())
