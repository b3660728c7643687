"""What one must know to do an action."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Fact:
    """Whom to call, who is still missing: a label, its words and a telephone."""

    label: str
    words: str
    phone: str = ""
