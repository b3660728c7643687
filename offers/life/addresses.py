"""Addresses of the app above, which this one does not import."""

from django.urls import NoReverseMatch, reverse


def address(name: str, **kwargs) -> str | None:
    """The address of that name; None where the app is absent."""
    try:
        return reverse(name, kwargs=kwargs)
    except NoReverseMatch:
        return None
