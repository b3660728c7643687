"""Young people by file: columns in the words of the SIEI lists, and what a line becomes."""

from .kind import YouthImport

__all__ = ["YouthImport"]
