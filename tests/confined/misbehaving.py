"""Tasks that a hostile file could make of a parser. They run in the child."""

import os
import subprocess
import sys
import time
from pathlib import Path


def echo(content: bytes, **options) -> tuple[dict, bytes]:
    return {"options": options, "size": len(content)}, content


def spin(content: bytes) -> tuple[dict, bytes]:
    while True:
        pass


def sleep(content: bytes, *, seconds: float) -> tuple[dict, bytes]:
    time.sleep(seconds)
    return {}, b""


def swallow(content: bytes, *, megabytes: int) -> tuple[dict, bytes]:
    return {"held": len(bytearray(megabytes * 2**20))}, b""


def die(content: bytes) -> tuple[dict, bytes]:
    os.abort()


def fail(content: bytes) -> tuple[dict, bytes]:
    raise KeyError("a word of the file")


def recurse(content: bytes) -> tuple[dict, bytes]:
    return recurse(content)


def leave_a_child(content: bytes) -> tuple[dict, bytes]:
    """Start a process that outlives its parent, and say its number."""
    started = subprocess.Popen([sys.executable, "-I", "-S", "-c", "import time; time.sleep(60)"])
    return {"pid": started.pid}, b""


def speak(content: bytes) -> tuple[dict, bytes]:
    """Write something on the standard output, as libraries do."""
    print("hello")
    os.write(1, b"hello")
    return {"spoke": True}, b""


def flood(content: bytes) -> tuple[dict, bytes]:
    return {}, bytes(100 * 2**20)


def write(content: bytes, *, where: str) -> tuple[dict, bytes]:
    Path(where).write_bytes(content)
    return {"wrote": True}, b""


def look_around(content: bytes) -> tuple[dict, bytes]:
    """What a parser that was taken over would find."""
    handles = [int(name) for name in os.listdir("/proc/self/fd")]  # noqa: PTH208
    return {
        "environment": sorted(os.environ),
        "folder": str(Path.cwd()),
        "handles": len(handles),
    }, b""
