"""The history of records."""

from wagtail.models.audit_log import ModelLogEntryManager

__all__ = ["ModelLogEntryManager"]
