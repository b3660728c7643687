"""Young people by file, from sending to importing, as a coordinator does it."""

import pytest
from django.urls import reverse

from matching.enums import Situation
from matching.models import Guardian, SituationEntry, Youth, YouthInterest
from psf.imports.enums import Outcome
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import perimeter
from psf.workflow.models import Action
from tests.factories.matching import YouthFactory

from .conftest import YOUTH_TITLES, batch, batch_of, csv_file, lines, text_of, xlsx_file, youth_row

pytestmark = pytest.mark.database


def confirm(signed_in, user, pk):
    return signed_in(user).post(reverse("imports:confirm", args=[pk]), follow=True)


def outcomes(response, two_services):
    return [line.outcome for line in lines(batch_of(response), two_services.saint_denis)]


def messages(response, two_services):
    return [line.message for line in lines(batch_of(response), two_services.saint_denis)]


def test_nothing_is_written_before_importer_then_everything_is(send, two_services, signed_in):
    page = send(csv_file([YOUTH_TITLES, youth_row(), youth_row("Ricochet", "Noé", "M")]))
    assert "Importer 2 lignes" in text_of(page)
    with perimeter([two_services.saint_denis]):
        assert not Youth.objects.exists()
    done = confirm(signed_in, two_services.coordinator, batch_of(page))
    assert "2 lignes importées" in text_of(done)
    with perimeter([two_services.saint_denis]):
        lou = Youth.objects.get(last_name="Marelle")
        assert (lou.phone, str(lou.birth_date), lou.commune.code) == (
            "06 39 98 00 01",
            "2009-11-22",
            "93066",
        )
        assert lou.code.startswith("J-")
        assert SituationEntry.objects.filter(youth=lou).count() == 1
        assert ProtectedLogEntry.objects.filter(label=lou.code, action="wagtail.create").exists()
        assert AccessLog.objects.filter(record=lou.pk, door=AccessLog.Door.IMPORT).exists()


def test_codes_are_not_spent_by_the_preview(send, two_services, signed_in):
    before = Youth.codes.next()
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row()])))
    confirm(signed_in, two_services.coordinator, pk)
    with perimeter([two_services.saint_denis]):
        assert int(Youth.objects.get().code[-5:]) == int(before[-5:]) + 1


def test_a_second_submission_imports_nothing_more(send, two_services, signed_in):
    pk = batch_of(send(csv_file([YOUTH_TITLES, youth_row()])))
    confirm(signed_in, two_services.coordinator, pk)
    again = confirm(signed_in, two_services.coordinator, pk)
    assert "déjà été lancé" in text_of(again)
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.count() == 1


def test_a_ready_young_person_comes_with_an_action_wishes_and_a_guardian(
    send, two_services, signed_in
):
    titles = [*YOUTH_TITLES, "situation", "champs", "nom du représentant légal",
              "prénom du représentant légal", "téléphone du représentant légal"]  # fmt: skip
    titles[titles.index("champs")] = "domaines souhaités"
    row = [*youth_row(), "prêt pour un parcours", "Restauration, cuisine ; N11", "Marelle", "Jo",
           "06 39 98 00 02"]  # fmt: skip
    page = send(csv_file([titles, row]))
    confirm(signed_in, two_services.coordinator, batch_of(page))
    with perimeter([two_services.saint_denis]):
        lou = Youth.objects.get()
        assert lou.situation == Situation.READY
        assert Action.objects.open().filter(youth=lou).exists()
        wishes = YouthInterest.objects.filter(youth=lou).values_list("domaine_id", flat=True)
        assert list(wishes) == ["G16", "G18", "N11"]
        assert Guardian.objects.get(youth=lou).phone == "06 39 98 00 02"


def test_a_known_young_person_shows_each_field_old_and_new(send, two_services, signed_in):
    known = YouthFactory(
        service=two_services.saint_denis,
        last_name="Marelle",
        first_name="Lou",
        birth_date="2009-11-22",
        phone="06 39 98 77 77",
    )
    page = send(csv_file([YOUTH_TITLES, youth_row("MARELLE", "lou", place="93001")]))
    line = lines(batch_of(page), two_services.saint_denis)[0]
    assert line.outcome == Outcome.CHANGED
    changes = {label: (old, new) for label, old, new in line.changes}
    assert changes["téléphone"] == ("06 39 98 77 77", "06 39 98 00 01")
    assert changes["commune"][0].startswith("Saint-Denis")
    confirm(signed_in, two_services.coordinator, batch_of(page))
    with perimeter([two_services.saint_denis]):
        known.refresh_from_db()
        assert (known.phone, known.commune.code) == ("06 39 98 00 01", "93001")


def test_an_empty_cell_changes_nothing(send, two_services):
    YouthFactory(
        service=two_services.saint_denis,
        last_name="Marelle",
        first_name="Lou",
        birth_date="2009-11-22",
        phone="06 39 98 77 77",
    )
    page = send(csv_file([YOUTH_TITLES, youth_row(phone="")]))
    assert outcomes(page, two_services) == [Outcome.SAME]


def test_the_same_person_twice_in_one_file_is_imported_once(send, two_services):
    page = send(csv_file([YOUTH_TITLES, youth_row(), youth_row(born="2009-11-22")]))
    assert outcomes(page, two_services) == [Outcome.NEW, Outcome.DUPLICATE]
    assert "Déjà à la ligne 2" in messages(page, two_services)[1]


def test_a_nearly_same_name_is_shown_and_not_imported(send, two_services):
    near = YouthFactory(
        service=two_services.saint_denis,
        last_name="Marele",
        first_name="Lou",
        birth_date="2009-11-22",
    )
    page = send(csv_file([YOUTH_TITLES, youth_row()]))
    assert outcomes(page, two_services) == [Outcome.DUPLICATE]
    assert near.code in messages(page, two_services)[0]


def test_beyond_the_perimeter_only_whom_to_call_is_said(send, two_services):
    hidden = YouthFactory(
        service=two_services.nice,
        last_name="Marelle",
        first_name="Lou",
        birth_date="2009-11-22",
        phone="06 39 98 66 66",
    )
    page = send(csv_file([YOUTH_TITLES, youth_row()]))
    assert outcomes(page, two_services) == [Outcome.DUPLICATE]
    text = text_of(page)
    assert "suivi par un autre service, contactez PSAD de Nice" in text
    assert hidden.code not in text and "66 66" not in text


def test_wrong_cells_are_all_named_at_once_beside_their_column(send, two_services):
    page = send(csv_file([YOUTH_TITLES, youth_row(sex="Z", born="31/02/2008", phone="12")]))
    titles = [title for title, _ in lines(batch_of(page), two_services.saint_denis)[0].errors]
    assert titles == ["sexe", "date de naissance", "téléphone"]


def test_a_young_person_of_14_is_refused_as_the_form_does(send, two_services):
    page = send(csv_file([YOUTH_TITLES, youth_row(born="22/11/2012")]))
    assert "16–25 ans" in messages(page, two_services)[0]


def test_three_formats_of_dates_in_one_file_are_read(send, two_services):
    page = send(
        csv_file(
            [
                YOUTH_TITLES,
                youth_row("Un", born="2008-11-22"),
                youth_row("Deux", born="22/11/2008"),
                youth_row("Trois", born="22.11.08"),
            ]
        )
    )
    assert outcomes(page, two_services) == [Outcome.NEW] * 3


def test_month_before_day_makes_its_column_ambiguous(send, two_services):
    page = send(
        csv_file(
            [
                YOUTH_TITLES,
                youth_row("Un", born="11/22/2008"),
                youth_row("Deux", born="05/06/2008"),
                youth_row("Trois", born="2008-06-05"),
            ]
        )
    )
    assert outcomes(page, two_services) == [Outcome.WRONG, Outcome.WRONG, Outcome.NEW]
    assert "ambigu" in messages(page, two_services)[1]


def test_excel_dates_and_numbers_that_lost_their_zero_are_read(send, two_services, signed_in):
    from datetime import datetime

    row = ["Marelle", "Lou", "F", datetime(2009, 11, 22), 639980001, 93066]
    page = send(xlsx_file([YOUTH_TITLES, row]))
    confirm(signed_in, two_services.coordinator, batch_of(page))
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.get().phone == "06 39 98 00 01"


def test_a_line_refused_meanwhile_does_not_stop_the_others(send, two_services, signed_in):
    titles = [*YOUTH_TITLES, "INE"]
    page = send(
        csv_file([titles, [*youth_row(), "123456789AB"], [*youth_row("Ricochet", "Noé", "M"), ""]])
    )
    YouthFactory(service=two_services.nice, ine="123456789AB", last_name="Ailleurs")
    done = confirm(signed_in, two_services.coordinator, batch_of(page))
    assert "1 ligne importée" in text_of(done)
    assert outcomes(done, two_services) == [Outcome.WRONG, Outcome.WRITTEN]


def test_a_record_changed_since_the_preview_is_not_overwritten(send, two_services, signed_in):
    known = YouthFactory(
        service=two_services.saint_denis,
        last_name="Marelle",
        first_name="Lou",
        birth_date="2009-11-22",
        phone="06 39 98 77 77",
    )
    page = send(csv_file([YOUTH_TITLES, youth_row()]))
    with perimeter([two_services.saint_denis]):
        Youth.objects.update(phone="06 39 98 88 88")
    done = confirm(signed_in, two_services.coordinator, batch_of(page))
    assert "a changé depuis l'aperçu" in text_of(done).replace("&#39;", "'")
    with perimeter([two_services.saint_denis]):
        known.refresh_from_db()
        assert known.phone == "06 39 98 88 88"


def test_a_situation_moves_only_with_its_date_and_keeps_its_trace(send, two_services, signed_in):
    known = YouthFactory(
        service=two_services.saint_denis,
        last_name="Marelle",
        first_name="Lou",
        birth_date="2009-11-22",
        phone="",
        situation=Situation.TO_CONTACT,
        situation_since="2026-01-05",
    )
    titles = [*YOUTH_TITLES, "situation", "situation depuis le"]
    undated = send(csv_file([titles, [*youth_row(phone=""), "contacté", ""]]))
    assert outcomes(undated, two_services) == [Outcome.SAME]
    page = send(csv_file([titles, [*youth_row(phone=""), "en accompagnement", "10/02/2026"]]))
    confirm(signed_in, two_services.coordinator, batch_of(page))
    with perimeter([two_services.saint_denis]):
        known.refresh_from_db()
        assert (known.situation, str(known.situation_since)) == ("supported", "2026-02-10")
        assert SituationEntry.objects.filter(youth=known, situation="supported").exists()
        assert Action.objects.open().filter(youth=known).exists()


def test_the_campaign_stays_and_the_lines_leave(send, two_services, signed_in):
    page = send(csv_file([YOUTH_TITLES, youth_row(), youth_row(sex="?")]), department="")
    pk = batch_of(page)
    confirm(signed_in, two_services.coordinator, pk)
    kept = batch(pk, two_services.saint_denis)
    assert (kept.source, str(kept.listed_on), kept.filename) == ("Liste SIEI", "2026-11-20", "")
    assert kept.counts == {"written": 1, "wrong": 1}
    written = lines(pk, two_services.saint_denis)[0]
    assert written.cells == {}


def test_an_existing_file_takes_as_many_queries_for_10_lines_as_for_100(
    send, two_services, signed_in, django_assert_max_num_queries
):
    def rows(count):
        return [youth_row(f"Nom{chr(97 + n % 26)}{chr(97 + n // 26)}", "Lou") for n in range(count)]

    few = batch_of(send(csv_file([YOUTH_TITLES, *rows(10)])))
    many = batch_of(send(csv_file([YOUTH_TITLES, *rows(100)])))
    client = signed_in(two_services.coordinator)
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    counts = []
    for pk in (few, few, many):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            client.get(reverse("imports:batch", args=[pk]))
        counts.append(len(queries))
    assert counts[1] == counts[2]


def test_twins_of_one_file_are_two_people(send, two_services, signed_in, monkeypatch):
    monkeypatch.setattr("psf.imports.processing.CHUNK", 1)
    page = send(csv_file([YOUTH_TITLES, youth_row("Marelle", "Léa"), youth_row("Marelle", "Léo")]))
    done = confirm(signed_in, two_services.coordinator, batch_of(page))
    assert "2 lignes importées" in text_of(done)
