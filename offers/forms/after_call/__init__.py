"""« Offre après un appel »: one screen, from the company to how the call ended."""

from .form import AfterCallForm

__all__ = ["AfterCallForm"]
