"""SMS printed on the standard output, to try without a provider; refused in production."""

import sys

from psf.messaging.channels.base import Channel, Outcome


class ConsoleChannel(Channel):
    def deliver(self, message, text):
        print(f"SMS {message.address}\n{text}\n", file=sys.stdout, flush=True)
        return Outcome.sent()
