"""Imports under way, and what undoes them: personal data for a while only."""

from .batch import ImportBatch
from .line import ImportLine
from .trace import ImportTrace

__all__ = ["ImportBatch", "ImportLine", "ImportTrace"]
