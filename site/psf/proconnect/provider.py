"""ProConnect as a provider of allauth: its OpenID Connect, with signed answers and a nonce."""

import secrets
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.provider import OpenIDConnectProvider
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse

from psf.proconnect.signed import OF_ID_TOKEN, OF_USERINFO, claims_of

ID = "proconnect"
SIGNED = "application/jwt"


class ProConnectOAuth2Adapter(OpenIDConnectOAuth2Adapter):
    """Verifies the signature of the ID token and of the userinfo, which allauth reads as they come."""

    @property
    def openid_config(self) -> dict[str, Any]:
        """What ProConnect publishes of itself, under the very name that settings give it."""
        config: dict[str, Any] = super().openid_config
        expected = self.get_provider().app.settings["server_url"].rstrip("/")
        if str(config.get("issuer", "")).rstrip("/") != expected:
            raise OAuth2Error("the discovery document is of another issuer")
        return config

    def get_callback_url(self, request: HttpRequest, app: Any) -> str:
        """One address, registered at ProConnect, whatever host the visitor typed."""
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + reverse("proconnect:callback")

    def complete_login(self, request: HttpRequest, app: Any, token: Any, **kwargs: Any) -> Any:
        id_token = kwargs["response"].get("id_token")
        if not id_token:
            raise OAuth2Error("no ID token")
        keys = self._get(self._published("jwks_uri")).json()
        read = {"issuer": self.openid_config["issuer"], "client_id": app.client_id}
        identity = claims_of(id_token, keys, require=OF_ID_TOKEN, **read)
        userinfo_address = self._published("userinfo_endpoint")
        answer = self._get(userinfo_address, headers={"Authorization": f"Bearer {token.token}"})
        if answer.headers.get("Content-Type", "").split(";")[0].strip() != SIGNED:
            raise OAuth2Error("the userinfo is not signed")
        userinfo = claims_of(answer.text.strip(), keys, require=OF_USERINFO, **read)
        if userinfo["sub"] != identity["sub"]:
            raise OAuth2Error("the userinfo is somebody else's")
        data = {"userinfo": userinfo, "id_token": identity, "id_token_hint": id_token}
        return self.get_provider().sociallogin_from_response(request, data)

    def _published(self, name: str) -> str:
        address = self.openid_config.get(name)
        if not isinstance(address, str):
            raise OAuth2Error(f"the discovery document lacks {name}")
        return address

    @property
    def end_session_url(self) -> str:
        return self._published("end_session_endpoint")

    @property
    def authorize_url(self) -> str:
        return self._published("authorization_endpoint")

    @property
    def access_token_url(self) -> str:
        return self._published("token_endpoint")

    def _get(self, address: str, **kwargs: Any) -> Any:
        with get_adapter().get_requests_session() as session:
            answer = session.get(address, allow_redirects=False, **kwargs)
        answer.raise_for_status()
        return answer


class ProConnectProvider(OpenIDConnectProvider):
    id = ID
    name = "ProConnect"
    oauth2_adapter_class = ProConnectOAuth2Adapter
    pkce_enabled_default = True

    def get_default_scope(self) -> list[str]:
        return ["openid", "email", "given_name", "usual_name"]

    def start(self, request: HttpRequest) -> HttpResponseBase:
        """Send the visitor to ProConnect. The nonce waits in the session, beside the state."""
        nonce = secrets.token_urlsafe(24)
        params = {**self.get_auth_params(), "nonce": nonce}
        return self.redirect(request, process="login", auth_params=params, nonce=nonce)


provider_classes = [ProConnectProvider]
