"""Imports under way: they hold personal data for a day at most."""

from .batch import ImportBatch
from .line import ImportLine

__all__ = ["ImportBatch", "ImportLine"]
