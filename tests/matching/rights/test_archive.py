"""The copy of an access: everything about the person, nobody else's structured data."""

import io
import json
import re
import zipfile

import pytest
from django.apps import apps
from django.db.models import CharField, TextField
from django.utils import timezone

from matching.enums import IdentityCheck, PlacementStage, Right, RightsWay
from matching.models import Guardian, RightsRequest, Youth
from matching.rights import handling
from matching.rights.archive.collecting import HIDDEN, collect
from matching.rights.archive.rereading import read, sentence_key
from matching.rights.archive.writing import make
from psf.documents.content import PDF, Accepted
from psf.documents.enums import FileKind
from psf.documents.models import Blob, StoredFile
from psf.perimeter.scope import perimeter
from psf.personal.rules import TABLES, Shown
from psf.workflow.enums import Actor, EventKind
from psf.workflow.errors import Refused
from psf.workflow.models import Event
from tests.factories.journey import journey
from tests.factories.matching import GuardianFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(two_services):
    """A parcours that went to its end, followed by people with names of their own."""
    placement = journey(two_services.saint_denis, to=PlacementStage.CLOSED)
    with perimeter([two_services.saint_denis]):
        youth = placement.youth
        Youth.objects.filter(pk=youth.pk).update(
            first_name="Zoltan", last_name="Quintessence", email="zoltan.q@exemple.fr"
        )
        guardian = Guardian.objects.get(youth=youth)
        Guardian.objects.filter(pk=guardian.pk).update(
            first_name="Ombeline", last_name="Vraisemblance", email="ombeline.v@exemple.fr"
        )
    return placement


def ask(youth, *, by_guardian=None, by=None, service=None, verified=True):
    request = handling.receive(
        youth,
        Right.ACCESS,
        service=service or youth.service,
        way=RightsWay.PHONE,
        asked_by=Actor.GUARDIAN if by_guardian else Actor.YOUTH,
        guardian=by_guardian,
        by=by,
    )
    if verified:
        handling.verify(request, IdentityCheck.CALL_BACK, by=by)
    return request


def copy_of(request, user, **decided):
    """(page, data, names of files) of the copy that `user` makes."""
    collected = collect(request)
    make(
        request,
        collected,
        read(collected, **{"hidden": (), "words": "", "left_out": (), **decided}),
        by=user,
    )
    with zipfile.ZipFile(io.BytesIO(request.archive.content())) as archive:
        page = archive.read("vos-donnees.html").decode()
        data = json.loads(archive.read("vos-donnees.json"))
        return page, data, archive.namelist()


def sing(youth) -> dict[str, str]:
    """A word of its own in each free column that the registry shows: {word: column}."""
    words = {}
    for table in TABLES:
        if table.about not in ("pk", "youth") or table.person != "youth":
            continue
        model = apps.get_model(table.model)
        rows = model._base_manager.filter(**{table.about: youth.pk})
        for column in table.columns:
            each = model._meta.get_field(column.name)
            free = type(each) in (CharField, TextField) and not each.choices
            if column.shown == Shown.NO or not free or each.unique or not rows.exists():
                continue
            if each.name in NOT_TYPED:
                continue
            word = f"Zyx{len(words):03d}"
            rows.filter(pk=rows.order_by("pk").first().pk).update(**{column.name: word})
            words[word] = f"{table.model}.{column.name}"
    return words


# Codes of the product, held by constraints.
NOT_TYPED = {"ine", "verb", "kind", "name", "end_reason", "code", "party", "guest", "key", "action"}


def test_every_word_about_the_person_is_in_the_copy(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        words = sing(youth)
        assert len(words) > 15
        page, data, _ = copy_of(ask(youth, by=two_services.coordinator), two_services.coordinator)
    told = json.dumps(data, ensure_ascii=False)
    assert {words[word] for word in words if word not in page} == set()
    assert {words[word] for word in words if word not in told} == set()
    assert "zoltan.q@exemple.fr" in page


def test_others_are_only_what_they_are(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        Event.objects.create(
            kind=EventKind.NOTE,
            name="note",
            label="Note",
            text="Vu avec Claude Essai. Ombeline a rappelé.",
            at=timezone.now(),
            by=two_services.coordinator,
            **youth.as_subject(),
        )
        page, data, _ = copy_of(ask(youth, by=two_services.coordinator), two_services.coordinator)
        people = [
            (str(each), each.email, each.phone) for each in (two_services.coordinator, file.tutor)
        ]
    told = page + json.dumps(data, ensure_ascii=False)
    slot = file.host_slot
    for word in (
        *(word for person in people for word in person),
        slot.tutor.name,
        slot.tutor.phone,
        "Ombeline",
        "Vraisemblance",
        "ombeline.v@exemple.fr",
    ):
        assert word not in told, word
    assert "[une personne de l&#x27;entreprise]" in page
    assert "matching.Guardian" not in told


def test_a_guardian_who_asks_reads_their_own_row_too(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        guardian = Guardian.objects.get(youth=youth)
        other = GuardianFactory(youth=youth, last_name="Ailleurs", first_name="Barnabé")
        request = ask(youth, by_guardian=guardian, by=two_services.coordinator)
        page, _, _ = copy_of(request, two_services.coordinator)
        with pytest.raises(Refused, match="intérêt du jeune"):
            handling.answer(request, "in_hand", by=two_services.coordinator)
        handling.read_for_the_minor(request, by=two_services.coordinator)
        handling.answer(request, "in_hand", by=two_services.coordinator)
    assert "Vraisemblance" in page and "Quintessence" in page
    assert other.last_name not in page


def test_what_is_hidden_leaves_and_only_its_number_stays(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        Event.objects.create(
            kind=EventKind.RECORD,
            name="note",
            label="Note",
            text="Sa cousine Hortense aide. Il arrive à l'heure.",
            at=timezone.now(),
            **youth.as_subject(),
        )
        request = ask(youth, by=two_services.coordinator)
        passage = next(
            each for each in collect(request).passages if "Hortense" in " ".join(each.sentences)
        )
        page, data, _ = copy_of(
            request,
            two_services.coordinator,
            hidden=[sentence_key(passage.key, 0)],
            words="l'heure",
        )
        request.refresh_from_db()
    assert "Hortense" not in page + json.dumps(data)
    assert "Il arrive à" in page and HIDDEN in page
    assert request.passages_hidden == 2 and request.reread_by == two_services.coordinator
    assert "Hortense" not in str(vars(request))


def test_their_files_go_with_it_unless_left_out(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        for kind in (FileKind.CV, FileKind.OTHER):
            with Blob.keeping(Accepted(b"%PDF-1.4 essai", PDF), scanned=False) as blob:
                StoredFile.objects.create(kind=kind, blob=blob, attached=True, **file.as_subject())
        request = ask(youth, by=two_services.coordinator)
        _, _, names = copy_of(request, two_services.coordinator)
        assert len([name for name in names if name.startswith("pieces/")]) == 2
        left = [each.key for each in collect(request).pieces][:1]
        first = request.archive
        page, _, names = copy_of(request, two_services.coordinator, left_out=left)
        assert len([name for name in names if name.startswith("pieces/")]) == 1
        assert "1 pièce n" in page
        first.refresh_from_db()
        assert first.erased_at


def test_no_copy_before_the_identity_is_verified(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        request = ask(youth, by=two_services.coordinator, verified=False)
        with pytest.raises(Refused, match="identité"):
            copy_of(request, two_services.coordinator)
        assert RightsRequest.objects.get().archive is None


def test_no_word_of_the_machine_is_in_the_copy(file, two_services):
    with perimeter([two_services.saint_denis]):
        youth = Youth.objects.get(pk=file.youth_id)
        collected = collect(ask(youth, by=two_services.coordinator))
    said = {
        f"{part.model}.{name}: {words}"
        for part in collected.parts
        for entry in part.entries
        for name, _, words, plain in entry.lines
        if plain is not None and re.fullmatch(r"[a-z]+([_.][a-z]+)+", str(words))
    }
    assert said == set()
    titles = {
        label
        for part in collected.parts
        for entry in part.entries
        for _, label, _, _ in entry.lines
    }
    assert titles.isdisjoint({"Label", "Deleted"}) and not any("UTC" in each for each in titles)
