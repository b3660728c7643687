"""The former name of `run_clock`, which timers outside this repository may call."""

from matching.management.commands.run_clock import Command

__all__ = ["Command"]
