"""The virus scanner: ClamAV over its socket when the settings name one, or none."""

import socket
import struct
from typing import Protocol

from django.conf import settings

CHUNK = 64 * 1024


class ScannerAway(Exception):
    """The scanner did not answer, or not in a way that can be understood."""


class Scanner(Protocol):
    def is_clean(self, content: bytes) -> bool:
        """Whether no virus was found; raises ScannerAway."""


class ClamAV:
    """clamd's INSTREAM command. https://docs.clamav.net/manual/Usage/Scanning.html#clamd"""

    def __init__(self, host: str, port: int, *, seconds: float):
        self.address, self.seconds = (host, port), seconds

    def is_clean(self, content: bytes) -> bool:
        try:
            with socket.create_connection(self.address, timeout=self.seconds) as line:
                line.sendall(b"zINSTREAM\0")
                for start in range(0, len(content), CHUNK):
                    part = content[start : start + CHUNK]
                    line.sendall(struct.pack("!I", len(part)) + part)
                line.sendall(struct.pack("!I", 0))
                answer = _until_nul(line)
        except OSError as error:
            raise ScannerAway(type(error).__name__) from error
        if answer.endswith(b" FOUND"):
            return False
        if answer == b"stream: OK":
            return True
        raise ScannerAway("unexpected answer")


def _until_nul(line) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < 4096:
        part = line.recv(4096)
        if not part:
            break
        answer += part
    return answer.rstrip(b"\0\n")


def scanner() -> Scanner | None:
    """The scanner of the settings, or None: files are then opened without analysis."""
    if not settings.CLAMAV_HOST:
        return None
    return ClamAV(
        settings.CLAMAV_HOST, settings.CLAMAV_PORT, seconds=settings.CLAMAV_TIMEOUT_SECONDS
    )
