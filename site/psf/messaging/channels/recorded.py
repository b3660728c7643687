"""For tests: what was carried, and failures played from a script."""

from collections import deque
from dataclasses import dataclass

from psf.messaging.channels.base import Channel, Outcome


@dataclass(frozen=True, slots=True)
class Delivered:
    """One message carried: its row as it was, and the text with the link."""

    message: object
    text: str


class RecordedChannel(Channel):
    """Carries everything into `delivered`, unless the next line of `script` says otherwise.

    A line is an `Outcome`, or an exception to raise.
    """

    delivered: list[Delivered] = []
    script: deque = deque()

    def deliver(self, message, text):
        line = self.script.popleft() if self.script else Outcome.sent()
        if isinstance(line, Exception):
            raise line
        if line == Outcome.sent():
            self.delivered.append(Delivered(message, text))
        return line

    @classmethod
    def reset(cls):
        cls.delivered.clear()
        cls.script.clear()
