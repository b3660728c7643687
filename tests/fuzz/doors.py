"""Giving a file to each door that takes its kind: an answer in words is expected, nothing else."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from unittest.mock import patch

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from matching.documents.kinds import PRODUCED
from psf.confined.errors import Refusal
from psf.confined.running import MEGABYTES, Task
from psf.documents import word
from psf.documents.content import examine
from psf.documents.editorial import examine_document, examine_image
from psf.imports import reading
from psf.imports.errors import Refused
from psf.messaging import bounces
from tests.fuzz.mutations import mutated

SECONDS = 5
# Of our own process while children work, on a machine that does other things too.
PAUSE_SECONDS = 2
NAMES = PRODUCED[0].names


def _import(upload) -> None:
    for _row in reading.rows(upload):
        pass


DOORS: dict[str, list[Callable]] = {
    "docx": [examine, lambda upload: word.check(upload.read(), NAMES), examine_document],
    "odt": [examine, examine_document],
    "pdf": [examine, examine_document],
    "xlsx": [_import, examine_document],
    "ods": [_import, examine_document],
    "csv": [_import],
    "image": [examine, examine_image],
    "eml": [lambda upload: bounces.parse(upload.read())],
}
EXTENSIONS = {"image": "png"}
REFUSALS = (ValidationError, Refused, Refusal)


# What the children of this thread held at most, for the file under way.
_held = threading.local()
_run = Task.run


def _weighed(task: Task, content: bytes, **options):
    try:
        answer = _run(task, content, **options)
    except Refusal as refusal:
        _held.megabytes = max(_held.megabytes, refusal.megabytes)
        raise
    _held.megabytes = max(_held.megabytes, answer.megabytes)
    return answer


@dataclass(frozen=True, slots=True)
class Result:
    """What came of one file; `fault` is empty when the door did what it should."""

    number: int
    kind: str
    kept: bool
    seconds: float
    megabytes: float
    fault: str = ""


def give(seed: int, number: int) -> Result:
    kind, content = mutated(seed, number)
    doors = DOORS[kind]
    door = doors[(number // len(DOORS)) % len(doors)]
    upload = SimpleUploadedFile(f"fichier.{EXTENSIONS.get(kind, kind)}", content)
    kept, fault = False, ""
    _held.megabytes = 0.0
    began = time.monotonic()
    try:
        door(upload)
        kept = True
    except REFUSALS as refusal:
        if not str(refusal):
            fault = "refused without a word"
    except Exception as error:
        fault = f"{type(error).__name__}: {error}"
    seconds, megabytes = time.monotonic() - began, _held.megabytes
    if seconds > SECONDS:
        fault = fault or f"{seconds:.1f} s"
    if megabytes > MEGABYTES:
        fault = fault or f"{megabytes:.0f} MB"
    return Result(number, kind, kept, seconds, megabytes, fault)


def give_all(seed: int, numbers, *, jobs: int = 2, say=lambda done: None) -> tuple[list, float]:
    """(results in order, longest pause of this process in seconds)."""
    over, pauses = threading.Event(), [0.0]

    def watch():
        before = time.monotonic()
        while not over.wait(0.02):
            now = time.monotonic()
            pauses[0] = max(pauses[0], now - before)
            before = now

    watching = threading.Thread(target=watch, daemon=True)
    watching.start()
    results = []
    try:
        with patch.object(Task, "run", _weighed), ThreadPoolExecutor(jobs) as pool:
            for result in pool.map(lambda number: give(seed, number), numbers):
                results.append(result)
                say(result)
    finally:
        over.set()
        watching.join()
    return results, pauses[0]
