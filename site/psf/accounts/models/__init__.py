from .invitation import Invitation, InvitationClosed
from .user import User

__all__ = ["Invitation", "InvitationClosed", "User"]
