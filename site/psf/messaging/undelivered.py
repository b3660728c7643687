"""What to do when somebody can't be reached: apps above say it in their `undelivered.py`, the outbox asks it."""

from collections.abc import Callable

from psf.registry import Registry, dotted

RECEIVERS: Registry[str, Callable] = Registry("receivers", key=dotted, module="undelivered")


def register(receiver: Callable) -> None:
    """`receiver(message)` is called, once, in the transaction that finds a message undeliverable.

    The scope then sees the message's service. `message.address` is empty, refused or gone.
    """
    RECEIVERS.add(receiver)


def tell(message) -> None:
    """Say that `message` will not reach its recipient."""
    for receiver in RECEIVERS:
        receiver(message)
