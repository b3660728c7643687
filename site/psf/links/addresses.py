"""To which address a link belongs: an imprint that this site alone can make, never the address."""

from collections.abc import Iterable

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac

from psf.quantities.telephones import mobile

SALT = "psf.links.address"


def normalised(address: str) -> str:
    """One way to write a mailbox or a mobile; "" for what is neither."""
    address = address.strip()
    # Not casefold(): « straße » and « strasse » are two mailboxes.
    return address.lower() if "@" in address else mobile(address)


def imprint(address: str) -> str:
    """What a link keeps of the address it was issued for: 64 hexadecimal digits, or "" for none.

    Keyed: a copy of the table says nothing of an address, even of one that can be guessed.
    """
    return _imprint(address, settings.SECRET_KEY)


def is_among(digest: str, addresses: Iterable[str]) -> bool:
    """Whether one of `addresses` left this imprint, under today's key or a former one."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    return bool(digest) and any(
        constant_time_compare(digest, _imprint(address, key))
        for address in addresses
        for key in keys
    )


def masked(address: str) -> str:
    """« c…@exemple.fr », « 06 •• •• •• 34 »: enough for who knows it, nothing for another."""
    local, at, domain = address.strip().rpartition("@")
    if at:
        return f"{local[:1] if len(local) > 1 else ''}…@{domain}"
    number = mobile(address)
    return f"0{number[3]} •• •• •• {number[-2:]}" if number else ""


def _imprint(address: str, key: str | bytes) -> str:
    written = normalised(address)
    if not written:
        return ""
    return salted_hmac(SALT, written, secret=key, algorithm="sha256").hexdigest()
