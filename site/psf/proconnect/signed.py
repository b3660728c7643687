"""Reading what ProConnect signed: the ID token and its userinfo, both JWT in RS256.

https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation and #UserInfoResponse
"""

from typing import TYPE_CHECKING, Any

from allauth.socialaccount.providers.oauth2.client import OAuth2Error

if TYPE_CHECKING:
    from jwt import PyJWK

ALGORITHM = "RS256"
# Clocks of two machines.
LEEWAY_SECONDS = 30
OF_ID_TOKEN = ("iss", "aud", "sub", "exp", "iat", "nonce")
OF_USERINFO = ("iss", "aud", "sub")


def claims_of(
    token: str, keys: dict[str, Any], *, issuer: str, client_id: str, require: tuple[str, ...]
) -> dict[str, Any]:
    """The claims of `token`, signed by one of `keys` (a JWKS), by `issuer`, for `client_id`.

    Raises OAuth2Error where anything is wrong or missing; no other algorithm is heard of, whatever
    the token says.
    """
    # Of no use to a site without ProConnect, which starts without it.
    import jwt

    try:
        return jwt.decode(
            token,
            _key_of(token, keys),
            algorithms=[ALGORITHM],
            issuer=issuer,
            audience=client_id,
            leeway=LEEWAY_SECONDS,
            options={"require": list(require)},
        )
    except (jwt.PyJWTError, KeyError, TypeError, ValueError) as error:
        raise OAuth2Error(f"unreadable token: {type(error).__name__}") from error


def _key_of(token: str, keys: dict[str, Any]) -> "PyJWK":
    """The key that the header of `token` names, among those that sign."""
    import jwt

    kid = jwt.get_unverified_header(token).get("kid")
    for each in keys["keys"]:
        if kid and each.get("kid") == kid and each.get("use", "sig") == "sig":
            return jwt.PyJWK(each, algorithm=ALGORITHM)
    raise OAuth2Error("no key of that name")
