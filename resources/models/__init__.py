"""What the public half keeps."""

from .tasks import TaskExample

__all__ = ["TaskExample"]
