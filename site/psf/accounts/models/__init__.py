from .absence import Absence
from .invitation import Invitation, InvitationClosed
from .log import AccountLogEntry
from .user import User

__all__ = ["Absence", "AccountLogEntry", "Invitation", "InvitationClosed", "User"]
