"""Signatures by keys derived from SECRET_KEY, and from the former ones in SECRET_KEY_FALLBACKS."""

from dataclasses import dataclass

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


@dataclass(frozen=True, slots=True)
class Signature:
    """`key` names the key without giving it away; `mac` is HMAC-SHA256, in hexadecimal."""

    key: str
    mac: str


def _secrets() -> list[str]:
    return [settings.SECRET_KEY, *map(str, settings.SECRET_KEY_FALLBACKS)]


def _name(secret: str) -> str:
    return salted_hmac("psf.ledger.name", "", secret=secret, algorithm="sha256").hexdigest()[:12]


def _mac(salt: str, text: str, secret: str) -> str:
    return salted_hmac(salt, text, secret=secret, algorithm="sha256").hexdigest()


def current_key() -> str:
    """The name of the key that signs today."""
    return _name(settings.SECRET_KEY)


def sign(salt: str, text: str) -> Signature:
    """Sign `text` for one purpose (`salt`)."""
    return Signature(current_key(), _mac(salt, text, settings.SECRET_KEY))


def is_known(key: str) -> bool:
    """Whether the key of that name is still at hand."""
    return any(_name(secret) == key for secret in _secrets())


def is_signed(salt: str, text: str, signature: Signature) -> bool:
    """Whether a key at hand made this signature of `text`."""
    return any(
        constant_time_compare(_mac(salt, text, secret), signature.mac)
        for secret in _secrets()
        if _name(secret) == signature.key
    )
