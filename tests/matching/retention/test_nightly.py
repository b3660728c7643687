"""Bordereaux, then batches: signed beforehand, carried out once, whatever changed in between."""

import json
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from matching.enums import EndOfRecord
from matching.models import Manifest, ManifestLine, RetentionPolicy, StatisticalYouth, Youth
from matching.retention import manifests, nightly, seams
from matching.retention.anonymising import Busy
from matching.retention.manifests import MANIFEST, problems
from matching.youths.merge import merge
from psf.ledger import file
from psf.perimeter.scope import all_services, perimeter
from tests.factories.matching import YouthFactory
from tests.matching.retention import deciding
from tests.matching.retention.conftest import Stage

pytestmark = [pytest.mark.django_db(), pytest.mark.database]
Outcome = ManifestLine.Outcome


@pytest.fixture(autouse=True)
def decided(monkeypatch):
    monkeypatch.setattr(seams, "due", deciding.due)
    deciding.decide()


@pytest.fixture
def closed(two_services):
    """`closed(number, service)`: that many records closed yesterday."""

    def make(number=1, service=None):
        service = service or two_services.saint_denis
        youths = [YouthFactory(service=service) for _ in range(number)]
        with perimeter([service]):
            deciding.close(youths, timezone.localdate() - timedelta(days=1))
        return youths

    return make


def everything(model):
    with all_services("test"):
        return list(model.objects.order_by("pk"))


def test_nothing_is_destroyed_before_the_durations_are_decided(closed, monkeypatch):
    closed(2)
    monkeypatch.setattr(RetentionPolicy, "current", classmethod(lambda cls, on=None: cls()))
    report = nightly.run()
    assert "pas décidées" in report.refused
    assert len(everything(Youth)) == 2
    assert everything(Manifest) == []
    assert file.last_line() is None


def test_nothing_is_destroyed_while_a_refusal_holds(closed, monkeypatch):
    """That of the archives, for instance."""
    closed(1)
    monkeypatch.setattr(seams, "refusal", lambda policy, on: "Le visa des archives manque.")
    assert nightly.run().refused == "Le visa des archives manque."
    assert len(everything(Youth)) == 1


def test_a_service_has_one_bordereau_which_names_nobody(closed, two_services, monkeypatch):
    monkeypatch.setattr(seams, "visa_of", lambda policy: "AD93-2026-12")
    here, [there] = closed(3), closed(1, two_services.nice)
    stays = YouthFactory(service=two_services.saint_denis)
    report = nightly.run()
    assert (report.drawn_up, report.forgotten, report.kept, report.busy) == (2, 4, 0, 0)
    first, second = everything(Manifest)
    assert first.is_signed and second.is_signed
    assert first.content["counts"] == {"closed": 3}
    assert first.content["visa"] == first.visa == "AD93-2026-12"
    assert [line["code"] for line in first.content["lines"]] == [youth.code for youth in here]
    assert [line["code"] for line in second.content["lines"]] == [there.code]
    for youth in (*here, there):
        assert youth.last_name not in first.document + second.document
    assert first.finished_at and second.finished_at
    assert {line.outcome for line in everything(ManifestLine)} == {Outcome.FORGOTTEN}
    assert everything(Youth) == [stays]
    assert len(everything(StatisticalYouth)) == 4
    with all_services("test"):
        assert problems() == []


def test_the_ledger_knows_the_bordereau_before_the_first_record_goes(closed):
    [youth] = closed(1)
    nightly.run()
    first, second = file.lines()
    [manifest] = everything(Manifest)
    assert (first.erasure.kind, first.erasure.key) == (MANIFEST, manifest.code)
    assert (second.erasure.key, second.erasure.manifest) == (youth.code, manifest.code)
    assert json.loads(file.kept(manifest.code, first.erasure.digest))["mac"] == manifest.mac


def test_those_merged_stand_on_the_line_of_their_record(two_services, closed):
    kept, absorbed = closed(2)
    with perimeter([two_services.saint_denis]):
        merge(kept, absorbed, by=two_services.coordinator)
        Youth.objects.filter(pk=kept.pk).update(closed_on=timezone.localdate())
    nightly.run()
    [manifest] = everything(Manifest)
    [line] = manifest.content["lines"]
    assert (line["code"], line["merged"]) == (kept.code, [absorbed.code])
    assert everything(Youth) == []


def test_batches_are_bounded(closed, monkeypatch):
    sizes = []
    forget_all = nightly.forget_all

    def counted(families, **kwargs):
        sizes.append(len(families))
        return forget_all(families, **kwargs)

    monkeypatch.setattr(nightly, "forget_all", counted)
    monkeypatch.setattr(nightly, "LONG_SECONDS", 60)
    closed(nightly.BATCH + 3)
    nightly.run()
    assert sizes == [nightly.BATCH, 3]
    # On a machine where each takes too long, fewer and fewer at once.
    sizes.clear()
    monkeypatch.setattr(nightly, "LONG_SECONDS", 0)
    monkeypatch.setattr(nightly, "BATCH", 8)
    closed(16)
    nightly.run()
    assert sizes == [8, 4, 2, 1, 1]


def test_a_run_stops_in_time_and_the_next_goes_on(closed):
    closed(nightly.BATCH + 3)
    report = nightly.run(seconds=0.0001)
    assert (report.more, report.forgotten) == (True, nightly.BATCH)
    report = nightly.run()
    assert (report.drawn_up, report.forgotten, report.more) == (0, 3, False)
    assert everything(Youth) == []


def test_what_is_not_due_any_more_is_kept_with_the_reason(closed, two_services):
    first, _second = closed(2)
    now = timezone.now()
    with perimeter([two_services.saint_denis]):
        from matching.retention.manifests import draw_up

        draw_up(two_services.saint_denis, now)
        Youth.objects.filter(pk=first.pk).update(closed_on=None)
    report = nightly.run(now=now)
    assert (report.drawn_up, report.forgotten, report.kept) == (0, 1, 1)
    lines = everything(ManifestLine)
    assert [line.outcome for line in lines] == [Outcome.KEPT, Outcome.FORGOTTEN]
    assert "n'arrive plus à terme" in lines[0].reason
    assert everything(Youth) == [first]
    assert everything(Manifest)[0].finished_at == now


def test_an_open_parcours_keeps_a_record_and_not_the_others(closed, file_at, two_services):
    placement = file_at(Stage.IN_COMPANY)
    others = closed(2)
    with perimeter([two_services.saint_denis]):
        deciding.close([placement.youth], timezone.localdate())
    report = nightly.run()
    assert (report.forgotten, report.kept, report.busy) == (2, 1, 0)
    reasons = {line.code: line.reason for line in everything(ManifestLine)}
    assert "parcours est ouvert" in reasons[placement.youth.code]
    assert all(reasons[youth.code] == "" for youth in others)


def test_a_record_in_which_somebody_writes_waits_for_the_next_night(closed, monkeypatch):
    busy, free = closed(2)
    forget_all = nightly.forget_all

    def in_the_way(families, **kwargs):
        if any(busy.pk in family.ids for family in families):
            raise Busy
        return forget_all(families, **kwargs)

    with monkeypatch.context() as patched:
        patched.setattr(nightly, "forget_all", in_the_way)
        report = nightly.run()
    assert (report.forgotten, report.busy) == (1, 1)
    assert everything(Youth) == [busy]
    assert everything(Manifest)[0].finished_at is None
    report = nightly.run()
    assert (report.drawn_up, report.forgotten) == (0, 1)
    assert everything(Manifest)[0].finished_at is not None
    assert free.code in {line.erasure.key for line in file.lines()}


def forge_document():
    with all_services("test"):
        [manifest] = Manifest.objects.all()
        document = manifest.document.replace('"closed"', '"request"')
        Manifest.objects.update(document=document)


def forge_line():
    with all_services("test"):
        ManifestLine.objects.update(code="J-2026-99999")


def forge_outcome():
    """Said to be forgotten, and still there."""
    with all_services("test"):
        youth = Youth.objects.get()
        ManifestLine.objects.update(code=youth.code)


def lose_the_document():
    for place in (file.folder() / "documents").iterdir():
        place.unlink()


def lose_the_ledger():
    file.path().unlink()


@pytest.mark.parametrize(
    ("fault", "said"),
    [
        (forge_document, "n'est pas celui qui a été signé"),
        (forge_line, "ses lignes ne sont pas celles"),
        (forge_outcome, "la base l'a encore"),
        (lose_the_document, "manque, ou a été changée"),
        (lose_the_ledger, "ne le connaît pas"),
    ],
)
def test_the_command_names_what_does_not_hold(closed, two_services, fault, said, capsys):
    closed(1)
    YouthFactory(service=two_services.saint_denis)
    nightly.run()
    call_command("manifests", verify=True)
    fault()
    with pytest.raises(CommandError):
        call_command("manifests", verify=True)
    assert said in capsys.readouterr().err


def test_a_forgotten_key_of_an_old_bordereau_is_vouched_for_by_the_ledger(closed, settings):
    closed(1)
    nightly.run()
    former, settings.SECRET_KEY = settings.SECRET_KEY, "another-one-" * 5
    settings.SECRET_KEY_FALLBACKS = [former]
    file.vouch_with_the_current_key()
    settings.SECRET_KEY_FALLBACKS = []
    call_command("manifests", verify=True)


def test_rules_stand_on_the_lines(closed, monkeypatch):
    [_youth] = closed(1)
    monkeypatch.setattr(
        seams,
        "due",
        lambda among, on: dict.fromkeys(deciding.due(among, on), "age"),
    )
    nightly.run()
    assert [line.rule for line in everything(ManifestLine)] == [EndOfRecord.AGE]
    assert everything(StatisticalYouth)[0].rule == EndOfRecord.AGE
    assert [line.erasure.rule for line in file.lines()][1:] == [EndOfRecord.AGE]


def test_a_bordereau_whose_worker_died_before_it_was_committed_is_taken_up(closed, monkeypatch):
    closed(2)
    kept = manifests.record

    def dies(erasures):
        kept(erasures)
        raise RuntimeError("killed")

    monkeypatch.setattr(manifests, "record", dies)
    with pytest.raises(RuntimeError, match="killed"):
        nightly.run()
    assert everything(Manifest) == []
    monkeypatch.setattr(manifests, "record", kept)
    assert nightly.run().forgotten == 2
    (manifest,) = everything(Manifest)
    told = [line.erasure.key for line in file.lines() if line.erasure.kind == MANIFEST]
    assert told == [manifest.code] and manifest.finished_at
    with all_services("test"):
        assert problems() == []


def test_a_record_on_two_bordereaux_comes_back_on_the_last(closed, two_services):
    """Kept by the first, forgotten by the second; the database that is restored knew neither."""
    closed(1)
    with perimeter([two_services.saint_denis]):
        first = manifests.draw_up(two_services.saint_denis, timezone.now())
        first.lines.update(outcome=Outcome.KEPT)
        manifests.finish(first, timezone.now())
    assert nightly.run().forgotten == 1
    with all_services("test"):
        ManifestLine.objects.all().delete()
        Manifest.objects.all().delete()
        with CaptureQueriesContext(connection) as asked:
            assert manifests.take_up() == 2
        lines = ManifestLine.objects.order_by("manifest__code")
        assert [line.outcome for line in lines] == [Outcome.KEPT, Outcome.WAITING]
        with CaptureQueriesContext(connection) as again:
            assert manifests.take_up() == 0
    assert len(again) == 2 < len(asked)
