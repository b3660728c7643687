"""The one refusal of a typed quantity."""


class Unreadable(ValueError):
    """What was typed cannot be read; the message says what was typed and what to type instead."""


def quoted(typed: str) -> str:
    """What was typed, between guillemets and cut when it is long."""
    short = " ".join(typed.split())
    return f"«\u00a0{short[:40]}{'…' if len(short) > 40 else ''}\u00a0»"
