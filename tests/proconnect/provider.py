"""A small OpenID Connect provider on this machine: discovery, authorize, token, keys, signed userinfo, end of session.

It checks what a real one checks (client, secret, code once, PKCE). `wrong` changes what it says, one
thing at a time.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "psf-essai", "secret-d-essai"
# Made once: a key takes longer than a test.
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


@dataclass
class Wrong:
    """What the provider does wrong; nothing by default."""

    id_token: dict[str, Any] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    discovery: dict[str, Any] = field(default_factory=dict)
    sign_id_token: tuple[Any, str] | None = None
    sign_userinfo: tuple[Any, str] | None = None
    plain_userinfo: bool = False
    kid: str = "essai"


@dataclass
class Provider:
    url: str
    email: str = "camille.achat@exemple.fr"
    wrong: Wrong = field(default_factory=Wrong)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)
    left: list[dict[str, str]] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)

    def discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "userinfo_endpoint": f"{self.url}/userinfo",
            "end_session_endpoint": f"{self.url}/session/end",
            "token_endpoint_auth_methods_supported": ["client_secret_post"],
            **self.wrong.discovery,
        }

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser goes back to, once the person has signed in."""
        assert query["client_id"] == CLIENT and query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        self.asked.append(query)
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        back = urlencode({"code": code, "state": query["state"], "iss": self.url})
        return f"{query['redirect_uri']}?{back}"

    def token(self, form: dict[str, str]) -> tuple[int, dict[str, Any]]:
        asked = self.codes.pop(form.get("code", ""), None)
        challenge = base64.urlsafe_b64encode(
            hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        ).rstrip(b"=")
        if (
            asked is None
            or (form["client_id"], form["client_secret"]) != (CLIENT, SECRET)
            or form["redirect_uri"] != asked["redirect_uri"]
            or challenge.decode() != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "agent-1",
            "iat": now,
            "exp": now + 60,
            "nonce": asked["nonce"],
            **self.wrong.id_token,
        }
        id_token = self.sign(claims, self.wrong.sign_id_token)
        return 200, {"access_token": "jeton", "token_type": "Bearer", "id_token": id_token}

    def userinfo(self) -> tuple[str, str]:
        """(content type, body)."""
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": "agent-1",
            "iat": now,
            "exp": now + 60,
            "email": self.email,
            "email_verified": True,
            "given_name": "Camille",
            "usual_name": "Achat",
            **self.wrong.userinfo,
        }
        if self.wrong.plain_userinfo:
            return "application/json", json.dumps(claims)
        return "application/jwt", self.sign(claims, self.wrong.sign_userinfo)

    def sign(self, claims: dict[str, Any], by: tuple[Any, str] | None) -> str:
        key, algorithm = by or (KEY, "RS256")
        claims = {name: value for name, value in claims.items() if value is not None}
        return jwt.encode(claims, key, algorithm=algorithm, headers={"kid": self.wrong.kid})

    def jwks(self) -> dict[str, Any]:
        public = jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key(), as_dict=True)
        return {"keys": [{**public, "kid": "essai", "use": "sig", "alg": "RS256"}]}


def public_pem() -> bytes:
    return KEY.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )


@contextmanager
def running():
    """A `Provider` that answers on a port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked = urlsplit(self.path)
            query = {name: values[0] for name, values in parse_qs(asked.query).items()}
            match asked.path:
                case "/.well-known/openid-configuration":
                    self.answer_json(200, provider.discovery())
                case "/jwks":
                    self.answer_json(200, provider.jwks())
                case "/authorize":
                    self.redirect(provider.authorize(query))
                case "/userinfo" if self.headers["Authorization"] == "Bearer jeton":
                    kind, body = provider.userinfo()
                    self.answer(200, kind, body)
                case "/session/end":
                    provider.left.append(query)
                    self.redirect(f"{query['post_logout_redirect_uri']}?state={query['state']}")
                case _:
                    self.answer_json(404, {})

        def do_POST(self):
            length = int(self.headers["Content-Length"])
            form = parse_qs(self.rfile.read(length).decode())
            self.answer_json(*provider.token({name: values[0] for name, values in form.items()}))

        def redirect(self, address):
            self.send_response(302)
            self.send_header("Location", address)
            self.end_headers()

        def answer_json(self, status, content):
            self.answer(status, "application/json", json.dumps(content))

        def answer(self, status, kind, body):
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *args):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = Provider(f"http://127.0.0.1:{server.server_port}")
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
