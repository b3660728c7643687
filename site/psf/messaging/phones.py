"""French telephone numbers: which ones receive an SMS."""

import re

PREFIX = re.compile(r"^(?:\+|00)33\s*\(?0?\)?")


def mobile(number: str) -> str:
    """Return a French mobile number as +336…, or "" for any other number."""
    digits = re.sub(r"\D", "", PREFIX.sub("0", number.strip()))
    if len(digits) == 10 and digits[:2] in {"06", "07"}:
        return f"+33{digits[1:]}"
    return ""
