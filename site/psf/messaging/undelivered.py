"""What to do when somebody can't be reached: apps above say it, the outbox asks it."""

from collections.abc import Callable

_told: list[Callable] = []


def register(receiver: Callable) -> None:
    """`receiver(message)` is called, once, in the transaction that finds a message undeliverable.

    The scope then sees the message's service. `message.address` is empty, refused or gone.
    """
    if receiver not in _told:
        _told.append(receiver)


def tell(message) -> None:
    """Say that `message` will not reach its recipient."""
    for receiver in _told:
        receiver(message)
