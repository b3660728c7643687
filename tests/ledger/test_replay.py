"""What a restored database still has is erased again, once, before anything is served."""

from types import SimpleNamespace

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, OperationalError, connection, transaction

from psf.ledger import LedgerError, file, starting
from psf.ledger.models import AppliedLine
from psf.ledger.replay import REPLAYERS, Replayer, record, replay
from tests.ledger.test_file import erased

pytestmark = pytest.mark.django_db
SEEN = []


@pytest.fixture(autouse=True)
def replayer(monkeypatch):
    def erase(erasures):
        SEEN.append([each.key for each in erasures])
        return len(erasures)

    monkeypatch.setattr(REPLAYERS, "_entries", {**REPLAYERS._entries})
    REPLAYERS.add(Replayer("test", erase))
    SEEN.clear()


def test_what_this_database_erased_is_not_erased_again(django_assert_max_num_queries):
    record(erased("J-1", "J-2", kind="test"))
    with django_assert_max_num_queries(5):
        assert replay() == 0
    assert SEEN == []
    assert AppliedLine.objects.count() == 2


def test_what_a_restored_database_does_not_know_is_erased_in_order_and_once():
    record(erased("J-1", kind="test"))
    file.append(erased(*(f"J-{number}" for number in range(2, 122)), kind="test"))
    assert replay() == 120
    assert [len(batch) for batch in SEEN] == [50, 50, 20]
    assert [key for batch in SEEN for key in batch] == [f"J-{number}" for number in range(2, 122)]
    assert replay() == 0


def test_a_line_whose_transaction_failed_waits_between_those_that_held():
    """Its own number is what counts: a later one applied does not stand for it."""
    with pytest.raises(DatabaseError), transaction.atomic():
        record(erased("J-1", kind="test"))
        raise DatabaseError
    record(erased("J-2", kind="test"))
    assert replay() == 1
    assert SEEN == [["J-1"]]


def test_an_erasure_without_transaction_is_refused(monkeypatch):
    monkeypatch.setattr("psf.ledger.replay.connection", SimpleNamespace(in_atomic_block=False))
    with pytest.raises(RuntimeError):
        record(erased("J-1", kind="test"))
    assert file.last_line() is None


def test_a_kind_that_nobody_replays_stops_the_start():
    file.append(erased("J-1", kind="unheard of"))
    with pytest.raises(LedgerError, match="unheard of"):
        replay()
    with pytest.raises(SystemExit, match="unheard of"):
        starting.erase_again_or_refuse()


def test_a_ledger_older_than_the_database_is_refused(ledger):
    record(erased("J-1", "J-2", kind="test"))
    ledger.write_bytes(ledger.read_bytes().splitlines(keepends=True)[0])
    with pytest.raises(LedgerError, match="s'arrête à la ligne 1, la base en connaît 2"):
        replay()
    ledger.unlink()
    with pytest.raises(LedgerError, match="s'arrête à la ligne 0"):
        replay()


def test_the_ledger_of_another_database_is_refused(ledger):
    record(erased("J-1", kind="test"))
    ledger.unlink()
    file.append(erased("J-9", kind="test"))
    with pytest.raises(LedgerError, match="n'est pas celui de cette base"):
        replay()


def test_a_database_not_migrated_yet_is_refused_once_something_was_erased():
    with connection.cursor() as cursor:
        cursor.execute("alter table ledger_appliedline rename to elsewhere")
    assert replay() == 0
    file.append(erased("J-1", kind="test"))
    with pytest.raises(LedgerError, match="migrate"):
        replay()


def test_the_command_verifies_and_replays(capsys, ledger):
    file.append(erased("J-1", kind="test"))
    call_command("ledger")
    assert SEEN == []
    call_command("ledger", replay=True)
    assert SEEN == [["J-1"]]
    assert "Registre entier : 1 ligne(s)." in capsys.readouterr().out
    ledger.write_bytes(ledger.read_bytes().replace(b"J-1", b"J-2"))
    with pytest.raises(CommandError, match="signature fausse"):
        call_command("ledger")


class Site:
    """Answers, and keeps whether the erased were erased when it did."""

    def __init__(self):
        self.answered = []

    def __call__(self, environ, start_response):
        self.answered.append((environ["PATH_INFO"], list(SEEN)))
        return [b"page"]


def test_no_page_answers_before_the_replay_even_when_the_database_comes_back_late(monkeypatch):
    file.append(erased("J-1", kind="test"))
    site, statuses = Site(), []

    def away():
        raise OperationalError

    with monkeypatch.context() as patched:
        patched.setattr(starting, "replay", away)
        door = starting.ErasedFirst(site)

        def ask(path):
            return door({"PATH_INFO": path}, lambda status, headers: statuses.append(status))

        assert b"indisponible" in b"".join(ask("/"))
        assert ask("/sante/") == [b"page"]
    assert statuses == [starting.AWAY]
    assert ask("/") == [b"page"]
    assert ask("/") == [b"page"]
    assert site.answered == [("/sante/", []), ("/", [["J-1"]]), ("/", [["J-1"]])]


def test_the_worker_starts_with_the_replay(monkeypatch):
    from django_q.management.commands import qcluster

    started = []
    monkeypatch.setattr(
        qcluster.Command, "handle", lambda self, *a, **k: started.append(list(SEEN))
    )
    file.append(erased("J-1", kind="test"))
    call_command("qcluster")
    assert started == [[["J-1"]]]


def test_make_run_replays_once_the_tables_are_there_and_before_anything_is_served(monkeypatch):
    from psf import prepare

    steps = []
    monkeypatch.setattr(prepare, "_migrate", lambda: steps.append("tables"))
    monkeypatch.setattr(prepare, "_collect_static_files", lambda: None)
    monkeypatch.setattr(prepare, "_load_territories", lambda updated: steps.append("rows"))
    monkeypatch.setattr(prepare, "get_commands", dict)
    file.append(erased("J-1", kind="test"))
    monkeypatch.setattr("psf.ledger.starting.replay", lambda: steps.append(replay()))
    prepare.main()
    assert steps == ["tables", 1, "rows"]
