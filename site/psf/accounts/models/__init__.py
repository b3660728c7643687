from .absence import Absence
from .calendar import CalendarAddress, Whose
from .invitation import Invitation, InvitationClosed
from .log import AccountLogEntry
from .user import User

__all__ = [
    "Absence",
    "AccountLogEntry",
    "CalendarAddress",
    "Invitation",
    "InvitationClosed",
    "User",
    "Whose",
]
