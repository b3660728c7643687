"""Who sees which services, who looked at what."""

from .access import AccessLog, ProtectedLogEntry
from .grants import PerimeterGrant

__all__ = ["AccessLog", "PerimeterGrant", "ProtectedLogEntry"]
