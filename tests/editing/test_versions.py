"""The version of a row: the database writes it, whoever changes the row, and nobody else does."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone
from wagtail.models import RevisionMixin

from matching.models import Youth
from offers.models import Buyer, Company, CompanyContact
from psf.accounts.models import User
from psf.editing import OneEditorWins
from psf.perimeter.scope import perimeter
from psf.versions import ALWAYS_IGNORED, Versioned
from psf.workflow.journal import Journal, play_back
from tests.editing.every_form import EVERY_FORM, edited
from tests.factories.matching import YouthFactory
from tests.factories.offers import (
    BuyerFactory,
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.database]

WATCHED = """
select c.relname, encode(t.tgargs, 'escape')
  from pg_trigger t join pg_class c on c.oid = t.tgrelid
 where t.tgname = 'bump_version' and t.tgenabled = 'O'
"""


def ignored_columns() -> dict[str, set[str]]:
    """{table: columns that do not count}, as the database has it."""
    with connection.cursor() as cursor:
        cursor.execute(WATCHED)
        return {
            table: set(arguments.removesuffix("\\000").split("\\000"))
            for table, arguments in cursor.fetchall()
        }


def forms_that_edit():
    """(viewset, class of its form): invitations are never rewritten, drafts keep each revision."""
    for viewset in edited():
        refused = getattr(viewset.permission_policy, "refused", ())
        if "change" not in refused and not issubclass(viewset.model, RevisionMixin):
            yield viewset, viewset.get_form_class(for_update=True)


def version_of(row):
    return type(row)._base_manager.values_list("version", flat=True).get(pk=row.pk)


def test_every_form_that_edits_a_record_knows_its_version_and_is_tried_with_two_people():
    found = list(forms_that_edit())
    careless = [viewset for viewset, form in found if not issubclass(form, OneEditorWins)]
    assert careless == []
    assert {viewset.model for viewset, _form in found} == {form.model for form in EVERY_FORM}


def test_each_row_that_a_form_writes_has_a_version_and_each_of_its_columns_counts():
    ignored, wrong = ignored_columns(), []
    for _viewset, form in forms_that_edit():
        parts = [(form._meta.model, form)]
        for formset in getattr(form, "formsets", {}).values():
            parts.append((formset.model, formset.form))
        for model, part in parts:
            table = model._meta.db_table
            if not issubclass(model, Versioned) or table not in ignored:
                wrong.append(f"{table}: no version")
                continue
            columns = {field.column for field in model._meta.concrete_fields if field.editable}
            edited_columns = {
                model._meta.get_field(name).column
                for name in part.base_fields
                if name in {field.name for field in model._meta.concrete_fields}
            }
            wrong += [f"{table}.{name}" for name in edited_columns & columns & ignored[table]]
    assert wrong == []


def test_what_the_database_computes_does_not_count_by_itself():
    ignored = ignored_columns()
    for model in apps.get_models():
        if not issubclass(model, Versioned):
            continue
        assert model._meta.db_table in ignored, f"{model.__name__}: BumpVersion is missing"
        computed = {field.column for field in model._meta.concrete_fields if field.generated}
        assert computed | set(ALWAYS_IGNORED) <= ignored[model._meta.db_table], model.__name__


def test_an_update_a_save_an_undo_and_sql_each_give_a_later_version():
    contact = CompanyContactFactory()
    versions = [version_of(contact)]

    def seen():
        versions.append(version_of(contact))

    CompanyContact.objects.filter(pk=contact.pk).update(left_on=timezone.localdate())
    seen()
    contact.refresh_from_db()
    contact.function = "Chef d’équipe"
    contact.save()
    seen()
    contact.phone = "01 99 00 77 77"
    CompanyContact.objects.bulk_update([contact], ["phone"])
    seen()
    journal = Journal()
    journal.change(contact, left_on=None)
    seen()
    play_back(journal.entries, by=None)
    seen()
    with connection.cursor() as cursor:
        cursor.execute("update offers_companycontact set email = 'a@exemple.fr'")
    seen()
    assert versions == sorted(set(versions))


def test_saving_what_is_already_there_is_no_change():
    buyer = BuyerFactory()
    former = version_of(buyer)
    Buyer.objects.get(pk=buyer.pk).save()
    assert version_of(buyer) == former


def test_nobody_writes_a_version_by_hand():
    """A row read long ago and saved whole does not bring its old version back."""
    company = CompanyContactFactory().company
    old = Company.objects.get(pk=company.pk)
    Company.objects.filter(pk=company.pk).update(activity="Propreté")
    newer = version_of(company)
    old.activity = "Propreté"
    old.save()
    assert version_of(company) == newer
    Company.objects.filter(pk=company.pk).update(version=timezone.now() - timedelta(days=9))
    assert version_of(company) == newer


@pytest.mark.parametrize(
    ("make", "moved"),
    [
        (OfferFactory, {"stage": "suspended", "climbed_to": "region"}),
        (HostSlotFactory, {"busy": True, "busy_until": timezone.localdate()}),
    ],
)
def test_hours_and_places_that_only_moved_count_as_nobody_s_edit(make, moved):
    row = make()
    former = version_of(row)
    type(row).objects.filter(pk=row.pk).update(**moved)
    assert version_of(row) == former


def test_the_law_of_the_perimeter_holds_a_version_too(two_services):
    """Under forced row security a change moves the version of rows in sight, and of no other."""
    here = YouthFactory(service=two_services.saint_denis)
    there = YouthFactory(service=two_services.nice)
    with perimeter([two_services.saint_denis, two_services.nice]):
        former = {row.pk: version_of(row) for row in (here, there)}
    with perimeter([two_services.saint_denis]):
        assert Youth.objects.update(birth_place="Ailleurs") == 1
    with perimeter([two_services.saint_denis, two_services.nice]):
        assert version_of(here) > former[here.pk]
        assert version_of(there) == former[there.pk]


def test_the_former_release_inserts_and_updates_without_knowing_versions(db):
    contract = ContractFactory()
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into offers_lot (contract_id, number, title) values (%s, '1', '') returning id,"
            " version",
            [contract.pk],
        )
        pk, first = cursor.fetchone()
        cursor.execute(
            "update offers_lot set title = 'Un' where id = %s returning version > %s", [pk, first]
        )
        assert cursor.fetchone() == (True,)


def test_signing_in_is_not_an_edit_of_the_account(two_services):
    person = two_services.tutor
    former = version_of(person)
    User.objects.filter(pk=person.pk).update(last_login=timezone.now())
    assert version_of(person) == former
