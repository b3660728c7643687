"""What Wagtail keeps of the people who edit: their sessions, what they were typing, their preferences."""

from wagtail.admin.models import EditingSession, FormState
from wagtail.users.models import UserProfile

__all__ = ["EditingSession", "FormState", "UserProfile"]
