"""Where the pages that others lead to stand in the tree."""

from home.frame import current


def address_of(kind: str) -> str:
    """The address of the first published page of that model ("offerspage"), or an empty string."""
    entry = current().first(kind)
    return entry.url if entry else ""


def address_of_offers() -> str:
    return address_of("offerspage")
