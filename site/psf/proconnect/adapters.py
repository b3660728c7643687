"""What becomes of a sign-in by ProConnect: a visit, never an account."""

import logging
from typing import Any, NoReturn

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.providers.base.constants import AuthError
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare

from psf.proconnect.visitor import open_visit

logger = logging.getLogger(__name__)
FAILED = (
    "La connexion par ProConnect n’a pas abouti",
    "Rien n’est ouvert. Recommencez ; si cela se répète, utilisez le lien personnel reçu par courriel.",
)
CANCELLED = (
    "Connexion annulée",
    "Vous avez interrompu la connexion. Votre lien personnel s’ouvre toujours.",
)
UNVERIFIED = (
    "Votre adresse n’est pas vérifiée",
    "ProConnect ne confirme pas que cette adresse électronique est la vôtre : rien n’est montré."
    " Utilisez le lien personnel reçu par courriel.",
)


class GuestAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: Any) -> NoReturn:
        """The answer is read and verified: compare the nonce, open the visit, go no further."""
        data = sociallogin.account.extra_data
        expected = (sociallogin.state or {}).get("nonce", "")
        if not expected or not constant_time_compare(data["id_token"]["nonce"], expected):
            raise PermissionDenied("another nonce")
        if not _is_verified(data["userinfo"]):
            raise ImmediateHttpResponse(refused(request, *UNVERIFIED))
        open_visit(request, data["userinfo"], data["id_token_hint"])
        raise ImmediateHttpResponse(HttpResponseRedirect(settings.PROCONNECT_LANDING))

    def on_authentication_error(
        self,
        request: HttpRequest,
        provider: Any,
        error: Any = None,
        exception: Exception | None = None,
        extra_context: dict[str, Any] | None = None,
    ) -> NoReturn:
        """Say so on a page of ours; the log holds why, never what was received."""
        why = exception if exception is not None else error
        logger.warning("ProConnect: refused (%s)", type(why).__name__)
        words = CANCELLED if error == AuthError.CANCELLED else FAILED
        raise ImmediateHttpResponse(refused(request, *words))


def _is_verified(userinfo: dict[str, Any]) -> bool:
    """Whether ProConnect vouches for the address; settings say what its silence means."""
    email = userinfo.get("email")
    if not isinstance(email, str) or "@" not in email:
        return False
    return userinfo.get("email_verified", settings.PROCONNECT_VOUCHES_FOR_ADDRESSES) is True


def refused(request: HttpRequest, title: str, words: str) -> Any:
    return render(request, "proconnect/refused.html", {"title": title, "words": words}, status=403)
