"""Background work on documents: no arguments, safe to run twice."""

from matching.documents import retention


def erase_documents() -> int:
    """CV and letters past their retention, once a day."""
    return retention.erase_documents()
