"""Each page and file that a link gives out is logged, as a consultation by somebody with an account is."""

from django.http import HttpResponse

from matching.guests.pages.base import Page
from matching.models import Youth
from psf.perimeter.access import Door, record_guest_access
from psf.perimeter.scope import perimeter

# A page, or the page again with what was wrong; a redirect shows nothing.
SHOWN = frozenset({200, 409})


def record_reading(page: Page, youths: list[Youth], response: HttpResponse, door: Door) -> None:
    """Keep that the reader of `page` saw `response`, for each young person that it was about.

    Those of a buyer or of an offer may stand in several services: each trace goes to its own.
    """
    if response.status_code not in SHOWN:
        return
    with perimeter({youth.service_id for youth in youths}):
        record_guest_access(page.link.pk, page.reader, youths, door)
