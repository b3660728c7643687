"""The former name of `send_messages`, which timers outside this repository may call."""

from psf.messaging.management.commands.send_messages import Command

__all__ = ["Command"]
