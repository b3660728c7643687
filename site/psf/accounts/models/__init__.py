from .invitation import Invitation, InvitationClosed
from .log import AccountLogEntry
from .user import User

__all__ = ["AccountLogEntry", "Invitation", "InvitationClosed", "User"]
