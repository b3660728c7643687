"""A child reads the file; whatever it does, the answer comes in time and the web process goes on."""

import itertools
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.conf import settings

from psf.confined import running
from psf.confined.child import MEGABYTE
from psf.confined.errors import Refusal
from psf.confined.running import BUSY, CHILD, Task

MOST_SECONDS = 5
# Of the processor, whatever else the machine does.
MOST_START_SECONDS = 0.2
ROOT = Path(running.__file__).resolve().parents[3]


def task(name, **options) -> Task:
    return Task(f"tests.confined.misbehaving:{name}", **options)


def test_the_answer_is_what_the_task_says_with_its_bytes():
    answer = task("echo").run(b"abc\n\0def", day="lundi")
    assert answer.said == {"options": {"day": "lundi"}, "size": 8}
    assert answer.payload == b"abc\n\0def"
    assert 0 < answer.megabytes < 60 and answer.seconds < MOST_SECONDS


@pytest.mark.parametrize(
    ("wrong", "options", "word"),
    [
        (task("spin", cpu_seconds=1), {}, "trop de temps"),
        (task("sleep"), {"seconds": 60}, "trop de temps"),
        (task("swallow"), {"megabytes": 400}, "trop de temps ou de mémoire"),
        (task("die"), {}, "Ce fichier"),
        (task("fail"), {}, "abîmé"),
        (task("recurse"), {}, "abîmé"),
        (task("flood"), {}, "trop de temps ou de mémoire"),
        (task("missing"), {}, "prévenez l'administrateur"),
    ],
    ids=lambda value: getattr(value, "path", "").rpartition(":")[2],
)
def test_whatever_happens_is_a_refusal_in_words_and_in_time(wrong, options, word, caplog):
    began = time.monotonic()
    with pytest.raises(Refusal, match=word):
        wrong.run(b"x", **options)
    assert time.monotonic() - began < MOST_SECONDS
    # The log says which task and why, nothing of the file.
    assert "a word of the file" not in caplog.text


def test_what_fits_in_the_memory_allowed_is_given():
    assert task("swallow").run(b"", megabytes=150).said == {"held": 150 * MEGABYTE}


def test_all_that_the_child_started_dies_with_it():
    pid = task("leave_a_child").run(b"").said["pid"]
    end = time.monotonic() + 5
    while _runs(pid) and time.monotonic() < end:
        time.sleep(0.02)
    assert not _runs(pid)


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_the_child_finds_no_secret_no_handle_and_writes_nothing(monkeypatch, tmp_path):
    monkeypatch.setenv("SECRET_KEY", "a secret")
    with Path(__file__).open("rb") as open_here:
        os.set_inheritable(open_here.fileno(), True)
        found = task("look_around").run(b"").said
    # LC_CTYPE is set by Python itself.
    assert set(found["environment"]) - {"LC_CTYPE"} == set(running.ENVIRONMENT)
    assert found["folder"] == "/" and found["handles"] <= 6
    with pytest.raises(Refusal):
        task("write").run(b"x", where=str(tmp_path / "written"))


def test_what_a_library_prints_is_no_answer():
    assert task("speak").run(b"").said == {"spoke": True}


def test_the_web_process_goes_on_while_a_file_is_read():
    ticks, over = [], threading.Event()

    def count():
        while not over.wait(0.01):
            ticks.append(time.monotonic())

    beside = threading.Thread(target=count)
    beside.start()
    with pytest.raises(Refusal):
        task("spin", seconds=1.5).run(b"x" * 10**6)
    over.set()
    beside.join()
    assert len(ticks) > 20
    assert max(after - before for before, after in itertools.pairwise(ticks)) < 1


def test_a_few_are_read_at_once_and_the_others_are_told(monkeypatch):
    monkeypatch.setattr(running, "_places", threading.BoundedSemaphore(1))
    first = threading.Thread(target=lambda: task("sleep").run(b"", seconds=1.5))
    first.start()
    time.sleep(0.2)
    with pytest.raises(Refusal) as refusal:
        task("echo", seconds=0.3).run(b"")
    first.join()
    assert str(refusal.value) == BUSY
    assert task("echo").run(b"").said["size"] == 0


def every_task() -> Iterator[str]:
    """The tasks of the product, wherever they are declared."""
    for path in sorted((ROOT / "site" / "psf").rglob("*.py")):
        if "confined.running import" in path.read_text(encoding="utf-8"):
            names = path.relative_to(ROOT / "site").with_suffix("").parts
            module = import_module(".".join(names))
            yield from (found.path for found in vars(module).values() if isinstance(found, Task))


def test_no_task_needs_django():
    paths = sorted(set(every_task()))
    assert len(paths) >= 7
    code = (
        "import sys, importlib;"
        " [importlib.import_module(name.split(':')[0]) for name in sys.argv[1:]];"
        " print(*{name.split('.')[0] for name in sys.modules})"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "site")}
    done = subprocess.run(
        [sys.executable, "-c", code, *paths],
        capture_output=True,
        text=True,
        env=environment,
        check=True,
    )
    assert not set(done.stdout.split()) & {"django", "wagtail", "psycopg", "openpyxl"}
    assert settings.configured  # Here, and not there.


def test_a_child_starts_in_a_fifth_of_a_second():
    """Time of the processor, the fastest of three: everything but the task's own libraries."""
    order = {
        "task": "tests.confined.misbehaving:echo",
        "options": {},
        "path": [str(ROOT / "site"), *sys.path],
        "megabytes": running.MEGABYTES,
        "seconds": running.CPU_SECONDS,
    }
    spent = []
    for _ in range(3):
        before = os.times()
        done = subprocess.run(
            [sys.executable, "-I", "-S", str(CHILD)],
            input=json.dumps(order).encode() + b"\nabc",
            capture_output=True,
            check=True,
        )
        after = os.times()
        assert done.stdout.endswith(b"abc")
        spent.append(
            after.children_user
            + after.children_system
            - before.children_user
            - before.children_system
        )
    assert min(spent) < MOST_START_SECONDS
