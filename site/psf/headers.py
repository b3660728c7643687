"""What browsers may do on our pages, and what they must not tell others."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers

from psf.scrubbing import is_secret

# Nothing here asks for any of these, neither our pages nor a frame in them. Copying a text and
# filling the screen stay possible. Names that a browser does not know fill its console: those of
# Chromium stand here. https://www.w3.org/TR/permissions-policy/
REFUSED = (
    "accelerometer",
    "autoplay",
    "browsing-topics",
    "camera",
    "display-capture",
    "encrypted-media",
    "gamepad",
    "geolocation",
    "gyroscope",
    "hid",
    "identity-credentials-get",
    "idle-detection",
    "local-fonts",
    "magnetometer",
    "microphone",
    "midi",
    "otp-credentials",
    "payment",
    "publickey-credentials-create",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "storage-access",
    "usb",
    "window-management",
    "xr-spatial-tracking",
)
PERMISSIONS_POLICY = ", ".join(f"{feature}=()" for feature in REFUSED)


class HeadersMiddleware:
    """Permissions on every answer; at an address that opens something, silence about it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if settings.PSF_TRAINING:
            response["X-Robots-Tag"] = "noindex, nofollow"
        if is_secret(request.path):
            # Not on the form itself, which stands elsewhere: its own `Origin` would be null.
            response["Referrer-Policy"] = "no-referrer"
            response["X-Robots-Tag"] = "noindex, nofollow"
            add_never_cache_headers(response)
        return response
