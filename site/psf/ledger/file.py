"""The file of the ledger: added to under a lock, on the disk before the database commits."""

import fcntl
import hashlib
import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from django.conf import settings
from django.utils import timezone

from psf.ledger import signing
from psf.ledger.errors import LedgerError
from psf.ledger.lines import NEW_KEY, NOTHING, Erasure, Line, read, written

# Read backwards by so much when only the last line matters.
BLOCK = 4096
DOCUMENT = re.compile(r"[A-Z0-9-]+")


def folder() -> Path:
    """The folder of the ledger, made on the first use, readable by the application alone."""
    found = Path(settings.LEDGER_DIR)
    found.mkdir(mode=0o700, parents=True, exist_ok=True)
    return found


def path() -> Path:
    return folder() / "erasures.jsonl"


def append(erasures: Iterable[Erasure]) -> list[Line]:
    """Add lines, all or none, and return them once the disk has them.

    What a crash left of an unfinished line is dropped: nothing was committed on its word. Raises
    LedgerError when the last line is not ours: whoever adds to a chain vouches for it.
    """
    with _locked() as file:
        last = _last(file)
        if last is not None and not last.is_signed:
            raise LedgerError(_refused(last))
        lines: list[Line] = []
        for erasure in erasures:
            before = lines[-1] if lines else last
            number, previous = (before.number + 1, before.digest) if before else (1, NOTHING)
            lines.append(written(number, erasure, previous))
        _write(file, b"".join(line.raw for line in lines))
    return lines


def keep(key: str, content: str) -> str:
    """Keep a document beside the lines, on the disk, under a public code; return its digest."""
    raw = content.encode()
    place = _document(key)
    place.parent.mkdir(mode=0o700, exist_ok=True)
    handle = os.open(place.with_suffix(".new"), os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    place.with_suffix(".new").replace(place)
    _sync(place.parent)
    return hashlib.sha256(raw).hexdigest()


def kept(key: str, digest: str) -> str:
    """What was kept under `key`; raises LedgerError when it is not there, or not what was written."""
    try:
        raw = _document(key).read_bytes()
    except FileNotFoundError:
        raw = b""
    if hashlib.sha256(raw).hexdigest() != digest:
        raise LedgerError(f"Registre des effacements : la pièce {key} manque, ou a été changée.")
    return raw.decode()


def _document(key: str) -> Path:
    if not DOCUMENT.fullmatch(key):
        raise ValueError("not the code of a document")
    return folder() / "documents" / f"{key}.json"


def vouch_with_the_current_key() -> None:
    """After a change of key, one line by the new one: the former may then be forgotten."""
    found = last_line()
    if found is not None and found.is_signed and found.signature.key != signing.current_key():
        append([Erasure(NEW_KEY, signing.current_key(), NEW_KEY, timezone.now())])


def last_line() -> Line | None:
    """The last whole line, unverified, without reading the others; None for an empty ledger."""
    try:
        with path().open("rb") as file:
            return _last(file)
    except FileNotFoundError:
        return None


def lines(*, after: int = 0) -> Iterator[Line]:
    """Every whole line, verified from the first one; those numbered above `after` are yielded.

    Raises LedgerError at the first line that is not in its place, and at the end when the last
    lines are signed by nobody known. A line whose key is forgotten is vouched for by a later one.
    """
    previous, unknown = NOTHING, None
    for number, raw in enumerate(_whole_lines(), 1):
        line = read(raw, number)
        if line.number != number or line.previous != previous:
            raise LedgerError(
                f"Registre des effacements, ligne {number} : elle ne suit pas la précédente. Des"
                " lignes manquent, ou ont été changées : remettez une copie entière du registre."
            )
        if line.is_signed:
            unknown = None
        elif signing.is_known(line.signature.key):
            raise LedgerError(_refused(line))
        else:
            unknown = unknown or line
        previous = line.digest
        if number > after:
            yield line
    if unknown is not None:
        raise LedgerError(_refused(unknown))


def verify() -> int:
    """Read and verify everything; return how many lines there are."""
    return sum(1 for _line in lines())


def _refused(line: Line) -> str:
    return (
        f"Registre des effacements, ligne {line.number} : signature fausse, ou clé inconnue. Ajoutez"
        " l'ancienne clé à SECRET_KEY_FALLBACKS, ou remettez une copie du registre."
    )


@contextmanager
def _locked() -> Iterator[IO[bytes]]:
    is_new = not path().exists()
    handle = os.open(path(), os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        if is_new:
            _sync(folder())
        yield file


def _sync(directory: Path) -> None:
    handle = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _write(file: IO[bytes], content: bytes) -> None:
    end = _end_of_whole_lines(file)
    file.truncate(end)
    file.seek(end)
    try:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    except OSError:
        # A full disk: what was half written must not be taken for a line.
        file.truncate(end)
        raise


def _whole_lines() -> Iterator[bytes]:
    try:
        with path().open("rb") as file:
            yield from (raw for raw in file if raw.endswith(b"\n"))
    except FileNotFoundError:
        return


def _end_of_whole_lines(file: IO[bytes]) -> int:
    """Where the last line ends, of a file that a crash may have cut."""
    return _before(file, file.seek(0, os.SEEK_END))


def _last(file: IO[bytes]) -> Line | None:
    end = _end_of_whole_lines(file)
    if end == 0:
        return None
    start = _before(file, end - 1)
    file.seek(start)
    raw = file.read(end - start)
    return read(raw, where=-1)


def _before(file: IO[bytes], position: int) -> int:
    """The place just after the last end of line that stands before `position`; 0 without one."""
    while position > 0:
        start = max(0, position - BLOCK)
        file.seek(start)
        found = file.read(position - start).rfind(b"\n")
        if found >= 0:
            return start + found + 1
        position = start
    return 0
