"""Addresses: sign-in with second factor, the admin, health, then Wagtail's pages."""

from django.http import Http404
from django.urls import include, path, re_path
from django.views.decorators.cache import cache_control
from django.views.generic import RedirectView
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from psf.health import health
from psf.media import image
from psf.quantities.views import read
from psf.wagtail_seams.screens import localized_js_catalog, sprite

# Every page of the admin loads both anew, for Wagtail forbids browsers to keep them. The address of
# the icons changes with them.
HOUR = 3600
icons = cache_control(private=True, max_age=365 * 24 * HOUR)(sprite)
catalog = cache_control(private=True, max_age=HOUR)(localized_js_catalog)


def closed(request):
    """A door of Wagtail that is not opened here."""
    raise Http404


# Asked for by allauth: https://docs.allauth.org/en/latest/common/rate_limits.html
handler429 = "psf.accounts.allauth_seams.handler429"

urlpatterns = [
    path("sante/", health, name="health"),
    path("lecture/", read, name="quantities_read"),
    # Wagtail's own sign-in would skip the second factor: https://docs.allauth.org/en/latest/mfa/
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/sprite/", icons),
    path("admin/jsi18n/", catalog),
    # Reads spreadsheets in the web process; redirects are few and typed by hand.
    re_path("^admin/redirects/import/", closed),
    path("admin/", include(wagtailadmin_urls)),
    path("compte/", include("psf.accounts.urls")),
    path("entrainement/", include("psf.training.urls")),
    path("l/", include("psf.links.urls")),
    path("lien/", include("matching.guests.urls")),
    path("agenda-personnel/", include("matching.desk.calendar_urls")),
    path("mes-engagements/", include("matching.guests.engagement_urls")),
    path("proconnect/", include("psf.proconnect.urls")),
    path("notice/", include("matching.guests.notices")),
    path("media/images/<path:path>", image),
    path("documents/", include(wagtaildocs_urls)),
    path("outils/", include("resources.tools.urls")),
    path("", include("resources.public.urls")),
    path("", include("home.urls")),
]
