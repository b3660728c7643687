"""Written anew: only where nobody is real, beside what is open, and in its place at once."""

from datetime import datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
from django.conf import settings as chosen
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.training import marking, tasks, writing
from psf.worker.schedules import SCHEDULES
from tests.factories.accounts import UserFactory
from tests.own_database import db, transactional_db  # noqa: F401
from tests.training.test_space import training  # noqa: F401

NIGHT = datetime(2026, 12, 1, 3, tzinfo=timezone.get_default_timezone())


def schemas():
    with connection.cursor() as cursor:
        cursor.execute("select nspname from pg_namespace where nspname !~ '^(pg_|information)'")
        return {name for (name,) in cursor.fetchall()}


@pytest.fixture
def space(db, training, tmp_path):  # noqa: F811
    """A training space of one invented person, with folders of its own."""
    for name in ("MEDIA_ROOT", "PRIVATE_DIR", "LEDGER_DIR"):
        folder = tmp_path / name
        folder.mkdir()
        setattr(training, name, folder)
    marking.mark("public", timezone.now() - timedelta(days=2))
    return UserFactory(username="quelquun", roles=[Role.TUTOR])


def reset(**options):
    out = StringIO()
    call_command("reset_training", stdout=out, **options)
    return out.getvalue()


def test_refused_outside_a_training_space(space, training):  # noqa: F811
    training.PSF_TRAINING = False
    with pytest.raises(CommandError, match="PSF_TRAINING"):
        reset()
    assert User.objects.filter(pk=space.pk).exists()


def test_refused_where_somebody_is_real(space):
    long_ago = timezone.now() - timedelta(days=30)
    UserFactory(is_demonstration=False, date_joined=long_ago)
    with pytest.raises(CommandError, match="1 compte"):
        reset()
    assert User.objects.filter(pk=space.pk).exists()
    assert schemas() == {"public"}


def test_refused_where_mail_would_leave(space, training):  # noqa: F811
    training.EMAIL_HOST = "mail.invalid"
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        reset()


def test_refused_on_the_database_of_something_else(space):
    with connection.cursor() as cursor:
        cursor.execute("alter table accounts_user rename to somebody_elses")
    with pytest.raises(CommandError, match="autre chose que PSF"):
        reset()


def test_what_fails_on_the_way_leaves_the_open_one(space, monkeypatch):
    def broken(name, **options):
        raise ValueError(name)

    monkeypatch.setattr(writing, "call_command", broken)
    ledger = chosen.LEDGER_DIR
    with pytest.raises(ValueError, match="migrate"):
        reset()
    assert User.objects.filter(pk=space.pk).exists()
    assert (chosen.LEDGER_DIR, marking.written_at().date() < timezone.localdate()) == (ledger, True)


def bare_tables(name, **options):
    """In place of `migrate` and what follows, which take a minute: the same tables, empty."""
    if name != "migrate":
        return
    with connection.cursor() as cursor:
        cursor.execute("select tablename from pg_tables where schemaname = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'create table "{table}" (like public."{table}" including all)')
        cursor.execute("insert into django_migrations select * from public.django_migrations")


def test_it_is_another_one_at_once(space, client, monkeypatch):
    monkeypatch.setattr(writing, "call_command", bare_tables)
    client.force_login(space)
    assert client.get("/admin/aide/").status_code == 200
    old = [Path(chosen.PRIVATE_DIR, "papier.pdf"), Path(chosen.LEDGER_DIR, "erasures.jsonl")]
    for path in old:
        path.write_text("vrai ?")
    begun = timezone.now()
    reset()
    assert schemas() == {"public"}
    assert not User.objects.exists()
    assert marking.written_at() >= begun
    assert not any(path.exists() for path in old)
    answer = client.get("/admin/aide/")
    assert answer.status_code == 302 and answer.url.startswith("/compte/connexion/")
    assert "à jour" in reset(if_due=True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("written", "now", "due"),
    [
        (None, NIGHT, True),
        (NIGHT - timedelta(hours=12), NIGHT - timedelta(minutes=1), False),
        (NIGHT - timedelta(hours=12), NIGHT + timedelta(minutes=1), True),
        (NIGHT + timedelta(minutes=1), NIGHT + timedelta(hours=20), False),
        (NIGHT + timedelta(minutes=1), NIGHT + timedelta(days=3), True),
    ],
)
def test_once_after_each_night(written, now, due, monkeypatch):
    monkeypatch.setattr(marking, "written_at", lambda: written)
    assert writing.is_due(now) is due


def test_no_schedule_writes_anew_elsewhere():
    assert tasks.WRITE not in {schedule.fields["func"] for schedule in SCHEDULES}
