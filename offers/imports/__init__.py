"""Offers by file, one line per hosting slot; lines of one offer share its key."""

from .kind import OfferImport

__all__ = ["OfferImport"]
