"""Private files and the Word templates they are made from."""

from .blob import Blob
from .stored_file import StoredFile
from .template import DocumentTemplate

__all__ = ["Blob", "DocumentTemplate", "StoredFile"]
