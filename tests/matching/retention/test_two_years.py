"""Two years of a file, from a line of an import to its bilan; then nothing of it is left anywhere.

Fifty words that nobody else uses are put wherever something may be written about a young person. Once
the clock has moved and the night has passed, they are sought in every column of every table, every file,
log, session and cache, and in a dump made by the role that may.
"""

import io
import itertools
import logging
import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest
import time_machine
from django.core.cache import caches
from django.db import models
from django.urls import reverse
from django.utils import timezone

from matching.enums import ExchangeWay, Situation
from matching.models import StatisticalPlacement, StatisticalYouth, Youth
from matching.retention import reach, seams
from matching.youths.exchanges.noting import note_exchange
from matching.youths.handover import family_of
from matching.youths.merge import merge
from psf.documents import storage
from psf.documents.enums import FileKind
from psf.documents.models import Blob, StoredFile
from psf.messaging import outbox
from psf.perimeter.scope import all_services, perimeter
from psf.scrubbing import ScrubbingFormatter
from psf.worker.schedules import SCHEDULES
from tests.factories.journey import journey
from tests.imports.conftest import (  # noqa: F401
    YOUTH_TITLES,
    batch_of,
    communes,
    csv_file,
    send,
    text_of,
    youth_row,
)
from tests.matching.retention import deciding, dumps
from tests.matching.retention.conftest import Stage
from tests.matching.retention.looking import logs, tables_with
from tests.own_database import db, transactional_db  # noqa: F401

pytestmark = [pytest.mark.today, pytest.mark.long]
MARK = "zqxw"
PHONE = "06 39 98 76 54"
SIGNS = (MARK, PHONE, PHONE.replace(" ", ""), "+33639987654")
LETTERS = "abcdefghijklmnopqrstuvwxyz"
# Of the machine, not typed by anybody; one is copied, coded, into what is counted.
CODES = {"code", "end_reason"}
SHORTEST = 7
# Schedules that erase, by the last word of their function.
ERASES = re.compile(r"purge|clear|forget|clean|erase|destroy")
MONTHS_LATER = timedelta(days=700)


class Words:
    """Words that nobody else uses, each given once."""

    def __init__(self):
        self.given = 0

    def __call__(self) -> str:
        self.given += 1
        first, second = divmod(self.given, len(LETTERS))
        return f"Zqxw{LETTERS[first % 26]}{LETTERS[second]}k"


@pytest.fixture
def word():
    return Words()


@pytest.fixture
def written():
    """Everything that the application logs, as production would."""
    out = io.StringIO()
    handler = logging.StreamHandler(out)
    handler.setFormatter(ScrubbingFormatter())
    logging.getLogger().addHandler(handler)
    yield out
    logging.getLogger().removeHandler(handler)


def imported(send, signed_in, two_services, word) -> Youth:  # noqa: F811
    """From a line of a file, through the screens."""
    titles = [*YOUTH_TITLES, "situation", "nom du représentant légal",
              "prénom du représentant légal", "téléphone du représentant légal"]  # fmt: skip
    row = [*youth_row(word(), word(), phone=PHONE), "prêt pour un parcours", word(), word(), PHONE]
    page = send(csv_file([titles, row], name=f"{word()}.csv"))
    done = signed_in(two_services.coordinator).post(
        reverse("imports:confirm", args=[batch_of(page)]), follow=True
    )
    assert "1 ligne importée" in text_of(done), text_of(done)
    with perimeter([two_services.saint_denis]):
        return Youth.objects.get()


def lived(youth, two_services, word):
    """To the bilan, with a twin merged in, an exchange noted, papers, messages that left."""
    service = two_services.saint_denis
    with perimeter([service]):
        Youth.objects.filter(pk=youth.pk).update(tutor=two_services.tutor, hours_wanted=150)
        youth.refresh_from_db()
        note_exchange(youth, by=two_services.tutor, way=ExchangeWay.MET, text=word())
        twin = Youth.objects.get(pk=youth.pk)
        twin.pk, twin.code, twin.ine = None, "", ""
        twin.last_name = word()
        twin.save()
        note_exchange(twin, by=two_services.tutor, way=ExchangeWay.NOTE, text=word())
        merge(youth, twin, by=two_services.coordinator)
        youth.refresh_from_db()
    placement = journey(service, to=Stage.CLOSED, by=two_services.tutor, youth=youth)
    with perimeter([service]):
        for kind in (FileKind.CV, FileKind.CONVENTION, FileKind.OTHER):
            content = f"%PDF {word()}".encode()
            blob = Blob.objects.create(
                name=storage.write(content), size=len(content), content_type="x", sha256="0"
            )
            StoredFile.objects.create(
                kind=kind, blob=blob, original_name=f"{word()}.pdf", **placement.as_subject()
            )
    outbox.sweep()
    return placement


def written_everywhere(youth, word) -> set[str]:
    """A word in every column of text of every row of the file; which columns."""
    filled = set()
    for model, pks in reach.rows_of(family_of(youth)).items():
        columns = [column for column in model._meta.local_concrete_fields if takes_words(column)]
        for pk in pks:
            values = {column.name: value_for(column, word()) for column in columns}
            if values:
                model._base_manager.filter(pk=pk).update(**values)
        if pks:
            filled |= {f"{model._meta.label}.{column.name}" for column in columns}
    return filled


def takes_words(column) -> bool:
    if column.choices or column.generated or column.name in CODES or column.primary_key:
        return False
    if isinstance(column, models.JSONField):
        return True
    texts = (models.CharField, models.TextField)
    return isinstance(column, texts) and (column.max_length or 100) >= SHORTEST


def value_for(column, word):
    if isinstance(column, models.JSONField):
        return [word] if column.default is list else {"journal": [{"op": "change", "was": word}]}
    return f"{word}@exemple.fr" if isinstance(column, models.EmailField) else word


def typed_and_left(youth, signed_in, two_services, word) -> None:
    """A form that had expired: what was typed is in the session."""
    client = signed_in(two_services.coordinator)
    session = client.session
    session["typed"] = {
        "path": f"/admin/suivi/jeune/{youth.code}/",
        "at": timezone.now().timestamp(),
        "data": f"text={word()}",
    }
    session.save()


def failed_in_the_background(word) -> None:
    """A task that failed on a value of the person: its trace is kept, scrubbed."""
    from django_q.models import Task

    value = word()
    Task.objects.create(
        id=value[:8],
        name="refused",
        func="matching.tasks.run_clock",
        started=timezone.now(),
        stopped=timezone.now(),
        success=False,
        result=f"duplicate key\nDETAIL:  Key (ine)=({value}) already exists.\n",
    )
    Task.objects.update(id="0" * 32)


def run_what_erases() -> list[str]:
    """Every schedule that erases, as the worker would."""
    ran = []
    for schedule in SCHEDULES:
        module, _, name = schedule.fields["func"].rpartition(".")
        if ERASES.search(name):
            getattr(import_module(module), name)()
            ran.append(name)
    return ran


def files_with(*folders: Path) -> list[Path]:
    """Files under these folders that hold a word, or are named by one."""
    found = []
    for folder in folders:
        for path in folder.rglob("*"):
            if path.is_file() and (
                MARK in path.name.lower() or MARK.encode() in path.read_bytes().lower()
            ):
                found.append(path)
    return found


def kept_in_caches() -> bool:
    entries = itertools.chain.from_iterable(
        getattr(cache, "_cache", {}).items() for cache in caches.all()
    )
    return any(MARK in f"{key} {value!r}".lower() for key, value in entries)


def places(settings) -> list[Path]:
    """Where the application writes; the server's own files are the server's (docs/operations.md)."""
    var = [path for path in settings.VAR_DIR.glob("*") if path.name != "postgres"]
    return [
        settings.PRIVATE_DIR,
        settings.LEDGER_DIR,
        settings.MEDIA_ROOT,
        *(path for path in var if path.is_dir() and not path.name.startswith("postgres")),
    ]


def server_log(settings) -> str:
    log = settings.VAR_DIR / "postgres" / "server.log"
    return log.read_text(errors="replace").lower() if log.exists() else ""


def test_nothing_is_left_after_two_years(
    two_services,
    signed_in,
    send,  # noqa: F811
    word,
    written,
    settings,
    monkeypatch,
):
    monkeypatch.setattr(seams, "due", deciding.due)
    deciding.decide()
    youth = imported(send, signed_in, two_services, word)
    placement = lived(youth, two_services, word)
    with perimeter([two_services.saint_denis]):
        days = (placement.meeting_held_on - placement.sent_on).days
        columns = written_everywhere(youth, word)
        Youth.objects.filter(pk=youth.pk).update(
            situation=Situation.SOLUTION_TRAINING, closed_on=timezone.localdate()
        )
    typed_and_left(youth, signed_in, two_services, word)
    failed_in_the_background(word)

    assert word.given >= 50 and len(columns) >= 50
    before = tables_with(*SIGNS)
    assert len(before) >= 12, before
    assert len(files_with(settings.PRIVATE_DIR)) == 3
    assert MARK in dumps.dumped_as_text().lower()

    with time_machine.travel(timezone.now() + MONTHS_LATER, tick=True):
        ran = run_what_erases()
        assert "destroy" in ran

    assert tables_with(*SIGNS) == {}
    assert files_with(*places(settings)) == []
    assert MARK not in written.getvalue().lower()
    assert MARK not in server_log(settings)
    assert not kept_in_caches()
    dump = dumps.dumped_as_text().lower()
    for sign in SIGNS:
        assert sign not in dump
    # What stays of them in the database: their code, in logs until these are over, and on the
    # bordereau; and what is counted.
    names = set(tables_with(youth.code))
    assert names <= logs() | {
        "matching_manifest", "matching_manifestline", "messaging_message", "workflow_rulefiring"
    }  # fmt: skip
    with all_services("test"):
        assert not Youth.objects.exists()
        [person] = StatisticalYouth.objects.all()
        [row] = StatisticalPlacement.objects.all()
    assert (row.person_id, row.days_to_meeting) == (person.pk, days)
