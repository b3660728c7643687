"""The file of the ledger: only added to, chained, signed, whole after a crash."""

import os
import signal
import subprocess
import sys
import time

import pytest
from django.conf import settings as django_settings
from django.utils import timezone

from psf.ledger import Erasure, LedgerError, file
from psf.ledger.lines import NEW_KEY

WRITER = """
import sys
from datetime import UTC, datetime
from django.conf import settings
settings.configure(SECRET_KEY=sys.argv[1], SECRET_KEY_FALLBACKS=[], LEDGER_DIR=sys.argv[2], USE_TZ=True)
from psf.ledger import Erasure, file
print("ready", flush=True)
for number in range(int(sys.argv[4])):
    file.append([Erasure("youth", f"{sys.argv[3]}{number}", "closed", datetime.now(UTC))] * 3)
"""


def erased(*keys, kind="youth"):
    return [Erasure(kind, key, "closed", timezone.now(), "B-2026-00001") for key in keys]


def keys():
    return [line.erasure.key for line in file.lines()]


def writer(settings, name, rounds):
    return subprocess.Popen(
        [
            *(sys.executable, "-c", WRITER),
            *(settings.SECRET_KEY, str(settings.LEDGER_DIR), name, str(rounds)),
        ],
        cwd=django_settings.BASE_DIR,
        env={**os.environ, "PYTHONPATH": "site"},
        stdout=subprocess.PIPE,
        text=True,
    )


def test_lines_are_read_as_they_were_written(ledger):
    [first, second] = file.append(erased("J-2026-00001", "J-2026-00002"))
    [third] = file.append(erased("J-2026-00003"))
    assert list(file.lines()) == [first, second, third]
    assert [line.number for line in file.lines(after=1)] == [2, 3]
    assert file.last_line() == third
    assert third.previous == second.digest
    assert ledger.stat().st_mode & 0o777 == 0o600
    assert ledger.parent.stat().st_mode & 0o777 == 0o700


def test_an_empty_ledger_has_no_line():
    assert (file.verify(), file.last_line()) == (0, None)
    assert file.append([]) == []


def test_a_line_cut_by_a_crash_is_dropped_and_the_next_takes_its_place(ledger):
    file.append(erased("J-1", "J-2"))
    whole = ledger.read_bytes()
    for cut in (1, 40, len(whole.splitlines()[1])):
        ledger.write_bytes(whole[:-cut])
        assert keys() == ["J-1"]
        assert file.last_line().erasure.key == "J-1"
        file.append(erased("J-3"))
        assert keys() == ["J-1", "J-3"]


def test_a_last_line_longer_than_a_block_is_found(ledger):
    file.append(erased("J-1"))
    file.append(erased("J" * 3 * file.BLOCK))
    file.append(erased("J-2"))
    assert [len(key) for key in keys()] == [3, 3 * file.BLOCK, 3]


@pytest.mark.parametrize(
    "forge",
    [
        lambda lines: [lines[0], lines[1].replace(b"J-2", b"J-9"), lines[2]],
        lambda lines: [lines[0], lines[2]],
        lambda lines: [lines[1], lines[0], lines[2]],
        lambda lines: [lines[0], lines[0], *lines[1:]],
        lambda lines: [lines[0], b"{}\n", lines[2]],
        lambda lines: [lines[0], b"[1]\n", lines[2]],
        lambda lines: [lines[0], b"\n", *lines[1:]],
        lambda lines: lines[1:],
        lambda lines: [*lines[:2], lines[2].replace(b'"mac":"', b'"mac":"0')],
        lambda lines: [*lines[:2], lines[2].replace(b'"signed_by":"', b'"signed_by":"0')],
    ],
)
def test_a_forged_ledger_is_refused(ledger, forge):
    file.append(erased("J-1", "J-2", "J-3"))
    ledger.write_bytes(b"".join(forge(ledger.read_bytes().splitlines(keepends=True))))
    with pytest.raises(LedgerError, match="Registre des effacements, ligne"):
        file.verify()


def test_nothing_is_added_after_a_line_of_somebody_else(ledger, settings):
    """To add to it would be to vouch for it."""
    file.append(erased("J-1"))
    ours, settings.SECRET_KEY = settings.SECRET_KEY, "somebody-else" * 5
    settings.SECRET_KEY_FALLBACKS = [ours]
    file.append(erased("J-2"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = ours, []
    before = ledger.read_bytes()
    for act in (file.verify, lambda: file.append(erased("J-3"))):
        with pytest.raises(LedgerError, match="clé inconnue"):
            act()
    assert ledger.read_bytes() == before


def test_a_new_key_vouches_for_what_the_former_signed(settings):
    former = settings.SECRET_KEY
    file.append(erased("J-1"))
    settings.SECRET_KEY, settings.SECRET_KEY_FALLBACKS = "another-one-" * 5, [former]
    assert file.verify() == 1
    file.vouch_with_the_current_key()
    file.vouch_with_the_current_key()
    assert [line.erasure.kind for line in file.lines()] == ["youth", NEW_KEY]
    settings.SECRET_KEY_FALLBACKS = []
    assert file.verify() == 2
    file.append(erased("J-2"))
    assert file.verify() == 3


def test_a_key_forgotten_too_early_is_said(settings):
    file.append(erased("J-1"))
    settings.SECRET_KEY = "another-one-" * 5
    with pytest.raises(LedgerError, match="SECRET_KEY_FALLBACKS"):
        file.verify()


def test_two_processes_write_at_once(settings):
    both = [writer(settings, name, 40) for name in "AB"]
    for process in both:
        process.communicate(timeout=60)
        assert process.returncode == 0
    found = keys()
    assert file.verify() == len(found) == 240
    # The three lines of one call stand together.
    assert all(len(set(found[at : at + 3])) == 1 for at in range(0, 240, 3))


@pytest.mark.today
def test_a_writer_killed_at_any_moment_leaves_a_ledger_to_go_on_with(settings):
    for wait in (0.01, 0.05, 0.12):
        process = writer(settings, "K", 100_000)
        process.stdout.readline()
        time.sleep(wait)
        os.kill(process.pid, signal.SIGKILL)
        process.communicate()
        count = file.verify()
        file.append(erased("J-1"))
        assert file.verify() == count + 1


def test_a_full_disk_leaves_no_half_line(ledger, monkeypatch):
    file.append(erased("J-1"))
    before = ledger.read_bytes()

    def full(descriptor):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            file.append(erased("J-2"))
    assert ledger.read_bytes() == before
