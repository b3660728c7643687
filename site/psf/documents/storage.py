"""Private files on disk: random names, readable by the application alone, under no web address."""

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

NAME = re.compile(r"[0-9a-f]{32}")


def root() -> Path:
    """The private folder, made on the first use."""
    folder = Path(settings.PRIVATE_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _path(name: str) -> Path:
    if not NAME.fullmatch(name):
        raise ValueError("not the name of a private file")
    return root() / name[:2] / name


def write(content: bytes) -> str:
    """Write `content` to the disk, for good, and return its new name."""
    name = secrets.token_hex(16)
    path = _path(name)
    path.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    return name


def read(name: str) -> bytes:
    """The content; raises FileNotFoundError."""
    return _path(name).read_bytes()


def erase(name: str) -> None:
    """Remove the file; one that is already gone is no error."""
    _path(name).unlink(missing_ok=True)


def names() -> Iterator[tuple[str, float]]:
    """Yield (name, time of writing in seconds) of every file there is."""
    for path in root().glob("??/*"):
        if NAME.fullmatch(path.name):
            try:
                yield path.name, path.stat().st_mtime
            except FileNotFoundError:
                continue


@contextmanager
def written(content: bytes) -> Iterator[str]:
    """Write a file for the length of a block that names it in the database.

    A block that fails leaves nothing on disk. A transaction that fails later leaves a file that no
    row names: `tasks.clean_private_files` erases it.
    """
    name = write(content)
    try:
        yield name
    except BaseException:
        erase(name)
        raise
