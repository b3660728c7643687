"""Giving a file to a child, and taking its answer or its life."""

import json
import logging
import os
import select
import signal
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from psf.confined.errors import Refusal

logger = logging.getLogger("psf.confined")

CHILD = Path(__file__).resolve().with_name("child.py")
ROOT = CHILD.parents[2]
MEGABYTE = 1024 * 1024
# Waiting for a place, starting and reading, all together: who sent the file has an answer by then.
SECONDS = 4.5
CPU_SECONDS = 4
MEGABYTES = 300
ANSWER_MEGABYTES = 64
# Of one process of ours at the same time; the threads beyond wait, then are told so.
AT_ONCE = 2
# No secret, no address of a database. One arena: others reserve memory that nobody uses.
ENVIRONMENT = {"LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1", "OMP_NUM_THREADS": "1"}

BUSY = "Le serveur lit déjà d'autres fichiers : recommencez dans un instant."
BROKEN = "Le serveur ne peut lire aucun fichier de ce type : prévenez l'administrateur."
DAMAGED = "Ce fichier est abîmé : il ne peut pas être lu."
HEAVY = (
    "Ce fichier demande trop de temps ou de mémoire pour être lu : allégez-le, ou enregistrez-le"
    " sous un autre format, puis recommencez."
)

_places = threading.BoundedSemaphore(AT_ONCE)


class _Heavy(Exception):
    """The child went beyond a limit."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the task said (JSON), the bytes it gave, and what it cost the child."""

    said: dict
    payload: bytes
    seconds: float
    megabytes: float


@dataclass(frozen=True, slots=True)
class Task:
    """A function of a module without Django: `function(content, **options) -> (dict, bytes)`.

    `path` is "module:function". The sentences are for a file that the function cannot read, and for
    one that goes beyond the limits.
    """

    path: str
    damaged: str = DAMAGED
    heavy: str = HEAVY
    megabytes: int = MEGABYTES
    cpu_seconds: int = CPU_SECONDS
    seconds: float = SECONDS

    def run(self, content: bytes, **options) -> Answer:
        """The answer of a child that read `content`; raises Refusal, in French, and nothing else.

        `options` are JSON.
        """
        began = time.monotonic()
        end = began + self.seconds
        if not _places.acquire(timeout=self.seconds):
            raise Refusal(BUSY)
        try:
            header, payload = self._ask(content, options, end)
        except _Heavy as limit:
            logger.warning("%s: beyond its limit of %s", self.path, limit)
            raise Refusal(self.heavy) from None
        finally:
            _places.release()
        megabytes = header.get("peak", 0) / 1024
        if "said" in header:
            return Answer(header["said"], payload, time.monotonic() - began, megabytes)
        refusal = Refusal(self._sentence(header))
        refusal.megabytes = megabytes
        raise refusal

    def _sentence(self, header: dict) -> str:
        """Why there is no answer."""
        if sentence := header.get("refused"):
            return str(sentence)
        if fault := header.get("broken"):
            logger.error("%s cannot start: %s", self.path, fault)
            return BROKEN
        failure = header.get("failed", "")
        logger.info("%s: %s", self.path, failure or "no answer")
        return self.heavy if failure == "MemoryError" else self.damaged

    def _ask(self, content: bytes, options: dict, end: float) -> tuple[dict, bytes]:
        order = {
            "task": self.path,
            "options": options,
            "path": [str(ROOT), *(str(Path(path).absolute()) for path in sys.path if path)],
            "megabytes": self.megabytes,
            "seconds": self.cpu_seconds,
        }
        with _given(json.dumps(order).encode() + b"\n", content) as given:
            # A group of its own: what the child starts dies with it.
            child = subprocess.Popen(
                [sys.executable, "-I", "-S", str(CHILD)],
                stdin=given,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                cwd="/",
                env=ENVIRONMENT,
                start_new_session=True,
            )
            assert child.stdout is not None
            try:
                raw = _collect(child.stdout.fileno(), end)
            finally:
                # Not waited for yet, so its number can belong to nobody else.
                with suppress(ProcessLookupError, PermissionError):
                    os.killpg(child.pid, signal.SIGKILL)
                child.stdout.close()
                code = child.wait()
        if code == -signal.SIGXCPU:
            raise _Heavy("processor")
        first, _, payload = raw.partition(b"\n")
        try:
            header = json.loads(first)
            if len(payload) == header["bytes"]:
                return header, payload
        except (ValueError, KeyError, TypeError):
            pass
        # Libraries in C end the process when memory is refused to them.
        if code in (-signal.SIGABRT, -signal.SIGSEGV, -signal.SIGKILL):
            raise _Heavy("memory")
        return {}, b""


def _given(*parts: bytes):
    """A file in memory where there is such a thing; it never has a name."""
    if hasattr(os, "memfd_create"):
        file = os.fdopen(os.memfd_create("psf"), "w+b")
    else:
        file = tempfile.TemporaryFile()  # noqa: SIM115 — the caller closes both.
    for part in parts:
        file.write(part)
    file.flush()
    file.seek(0)
    return file


def _collect(pipe: int, end: float) -> bytes:
    """Everything that comes until the other side closes; raises _Heavy."""
    parts, size = [], 0
    poller = select.poll()
    poller.register(pipe, select.POLLIN | select.POLLHUP)
    while True:
        left = end - time.monotonic()
        if left <= 0 or not poller.poll(left * 1000):
            raise _Heavy("time")
        part = os.read(pipe, MEGABYTE)
        if not part:
            return b"".join(parts)
        parts.append(part)
        size += len(part)
        if size > ANSWER_MEGABYTES * MEGABYTE:
            raise _Heavy("answer")
