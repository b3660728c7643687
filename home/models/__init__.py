from .pages import HomePage, LegalPage

__all__ = ["HomePage", "LegalPage"]
