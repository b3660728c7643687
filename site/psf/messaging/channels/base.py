"""The small interface of everything that carries a message."""

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """What is known after one attempt."""

    SENT = "sent"
    LATER = "later"  # It did not leave; it may at another attempt.
    FAILED = "failed"  # It did not leave and will not.
    UNCERTAIN = "uncertain"  # It may have left.


@dataclass(frozen=True, slots=True)
class Outcome:
    """One attempt, with its reason in French; `blames_address` when it is the recipient's fault."""

    result: Result
    reason: str = ""
    blames_address: bool = False

    @classmethod
    def sent(cls) -> "Outcome":
        return cls(Result.SENT)

    @classmethod
    def later(cls, reason: str, *, blames_address: bool = False) -> "Outcome":
        return cls(Result.LATER, reason, blames_address)

    @classmethod
    def failed(cls, reason: str, *, blames_address: bool = False) -> "Outcome":
        return cls(Result.FAILED, reason, blames_address)

    @classmethod
    def uncertain(cls, reason: str) -> "Outcome":
        return cls(Result.UNCERTAIN, reason)


class Channel:
    """Carries messages, one after another, during one sweep.

    `away` set to True asks the sweep to try no other message by this channel: the next sweep will.
    """

    away = False

    def deliver(self, message, text: str) -> Outcome:
        """Make one attempt for `message`; `text` is its body with the reader's link in it.

        What is not known to have stayed is UNCERTAIN. Raises nothing that it can say.
        """
        raise NotImplementedError

    def close(self) -> None:
        """End the conversation with the provider, whatever its state."""
