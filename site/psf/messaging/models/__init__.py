"""Messages as rows, and the texts they are written from."""

from .message import Message
from .template import MessageTemplate

__all__ = ["Message", "MessageTemplate"]
