"""A local mail server that counts what it accepts, and misbehaves as told.

`server.plays("rcpt", "550 5.1.1 no such user")` answers the next RCPT with that line; DROP closes,
HANG keeps silent, a number answers that many seconds late. At the phase "content" the mail has been
received: it counts as accepted unless the answer is a refusal or the server drops before taking it.
"""

import re
import socketserver
import threading
from collections import Counter, defaultdict, deque
from contextlib import contextmanager

DROP, TAKE_AND_DROP, HANG = "drop", "take and drop", "hang"
USUAL = {
    "greet": "220 ready",
    "ehlo": "250 hello",
    "mail": "250 ok",
    "rcpt": "250 ok",
    "data": "354 go on",
    "content": "250 taken",
    "rset": "250 ok",
    "quit": "221 bye",
}
MESSAGE_ID = re.compile(rb"^Message-ID:\s*<([^@>]+)@", re.IGNORECASE | re.MULTILINE)


class Ended(Exception):
    """This conversation is over."""


class _Talk(socketserver.StreamRequestHandler):
    def handle(self):
        self.server.owner.sessions += 1
        try:
            self.answer("greet")
            while line := self.rfile.readline():
                self.obey(line.decode("ascii").strip())
        except (Ended, OSError):
            return

    def obey(self, line):
        phase = line.split(" ")[0].split(":")[0].lower()
        self.server.owner.commands.append(line)
        if phase == "data":
            self.answer("data")
            content = b""
            while not content.endswith(b"\r\n.\r\n"):
                piece = self.rfile.readline()
                if not piece:
                    raise Ended
                content += piece
            self.answer("content", content)
        else:
            self.answer("ehlo" if phase == "helo" else phase)
        if phase == "quit":
            raise Ended

    def answer(self, phase, content=None):
        owner = self.server.owner
        owner.seen(phase)
        line = owner.next_line(phase)
        late = line if isinstance(line, int | float) else 0
        if late:
            line = USUAL[phase]
        takes = content is not None and (line in (TAKE_AND_DROP, HANG) or line[:1] == "2")
        if takes:
            owner.take(content)
            owner.seen("taken")
        if late:
            owner.closing.wait(late)
        if line == HANG:
            owner.closing.wait(60)
        if line in (DROP, TAKE_AND_DROP, HANG):
            raise Ended
        self.wfile.write(f"{line}\r\n".encode())
        owner.seen(f"{phase} answered")
        if line.startswith("421"):
            raise Ended


class _Server(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True


class SmtpServer:
    """What was accepted: `received` counts by reference, `mails` holds the bytes."""

    def __init__(self):
        self.server = _Server(("127.0.0.1", 0), _Talk)
        self.server.owner = self
        self.port = self.server.server_address[1]
        self.received, self.mails, self.commands = Counter(), [], []
        self.sessions = 0
        self.lines = defaultdict(deque)
        self.closing = threading.Event()
        self.lock = threading.Lock()
        self.watcher = None

    def plays(self, phase, *lines):
        """What to do at the next times of this phase, in order; then the usual again."""
        self.lines[phase].extend(lines)

    def next_line(self, phase):
        lines = self.lines[phase]
        return lines.popleft() if lines else USUAL.get(phase, "500 what?")

    def take(self, content):
        found = MESSAGE_ID.search(content)
        with self.lock:
            self.mails.append(content)
            self.received[found[1].decode() if found else ""] += 1

    def seen(self, phase):
        if self.watcher:
            self.watcher(phase)


@contextmanager
def running():
    """A server on a free port of this machine."""
    owner = SmtpServer()
    thread = threading.Thread(target=owner.server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield owner
    finally:
        owner.closing.set()
        owner.server.shutdown()
        owner.server.server_close()
        thread.join(5)
