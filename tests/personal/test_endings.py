"""Each duration ends: what is older goes by itself at night, what is younger or needed stays."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.utils import timezone
from django_q.models import Task
from wagtail.admin.models import EditingSession, FormState
from wagtail.log_actions import log
from wagtail.models import (
    Comment,
    ModelLogEntry,
    Page,
    PageLogEntry,
    Revision,
    RevisionMixin,
    UploadedFile,
)

from home.tasks import forget_editorial
from offers.models import BuyerContact, CompanyContact, CompanyContactAddress
from offers.models.addresses import ERASED
from offers.tasks import forget_left_contacts
from psf.accounts.models import AccountLogEntry
from psf.imports.enums import BatchState
from psf.imports.models import ImportBatch, ImportLine
from psf.imports.tasks import forget_old_batches, purge
from psf.links.models import Link
from psf.links.tasks import forget_ended_links
from psf.messaging.enums import MessageState
from psf.messaging.models import Message
from psf.messaging.tasks import forget_old_messages
from psf.perimeter.access import Door, record_access_by
from psf.perimeter.models import AccessLog, ProtectedLogEntry
from psf.perimeter.scope import all_services, perimeter
from psf.perimeter.tasks import forget_old_traces, logs
from psf.personal.durations import Span
from psf.personal.rules import DURATIONS, TABLES
from psf.throttles.models import Tally
from psf.throttles.tasks import purge as purge_tallies
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import SCHEDULES
from psf.worker.tasks import forget_finished_tasks
from psf.workflow.models import RuleFiring
from psf.workflow.tasks import forget_firings
from resources.models import MissedSearch
from resources.models import Testimonial as Words
from resources.tasks import forget_ended_testimonials, forget_old_misses
from tests.factories.links import link_to
from tests.factories.matching import YouthFactory
from tests.factories.offers import (
    BuyerContactFactory,
    CompanyContactFactory,
    ContractFactory,
    HostSlotFactory,
    OfferFactory,
)
from tests.personal.later import DAY, after, aged

pytestmark = pytest.mark.django_db


def test_whatever_ends_a_duration_runs_by_itself():
    """By a schedule of its own, or because a schedule calls it; a person's own act aside."""
    scheduled = {each.fields["func"] for each in SCHEDULES}
    through = {
        f"psf.accounts.forgetting.{name}": "psf.accounts.tasks.forget_over"
        for name in (
            *("forget_left_accounts", "forget_ended_grants", "forget_absences"),
            "forget_invitations",
            "forget_dead_calendars",
        )
    }
    by_people = {"wagtail.images.views.images.DeleteView", "psf.accounts.leaver.close"}
    enders = {each.ended_by for each in DURATIONS} | {each.ended_by for each in TABLES} - {""}
    assert {through.get(each, each) for each in enders - by_people} <= scheduled


# -- Batches ------------------------------------------------------------------------------------


def test_many_rows_go_by_batches_and_a_night_has_an_end():
    now = timezone.now()
    Task.objects.bulk_create(
        Task(id=f"{n:032}", name="t", func="f", started=now, stopped=now, success=True)
        for n in range(25)
    )
    seen = []

    def step(size):
        seen.append(delete_some(Task.objects.all(), size))
        return seen[-1]

    assert by_batches(step, size=10, most=10) == 10
    assert by_batches(step, size=10) == 15
    assert seen == [10, 10, 5]
    assert by_batches(step, size=10) == 0


# -- Logs ---------------------------------------------------------------------------------------


def test_every_log_loses_its_traces_once_they_are_old_and_no_younger_one(two_services):
    youth = YouthFactory(service=two_services.saint_denis)
    page = Page.objects.get(depth=1)

    def write():
        with perimeter([two_services.saint_denis]):
            record_access_by(two_services.tutor, youth, Door.FORM)
            log(instance=youth, action="wagtail.edit", user=two_services.tutor)
            log(instance=two_services.tutor, action="wagtail.edit", user=two_services.tutor)
            log(instance=two_services.nice, action="wagtail.edit", user=two_services.tutor)
            log(instance=page, action="wagtail.edit", user=two_services.tutor)

    write()
    assert {model for model, at in logs()} == {
        AccessLog,
        AccountLogEntry,
        ModelLogEntry,
        PageLogEntry,
        ProtectedLogEntry,
    }
    with all_services("test"):
        for model, at in logs():
            assert model.objects.exists(), model
            aged(model, at, 13)
    write()
    with all_services("test"):
        young = {
            model: model.objects.filter(**{f"{at}__gt": timezone.now() - DAY}).count()
            for model, at in logs()
        }
    assert forget_old_traces() >= len(young)
    with all_services("test"):
        assert {model: model.objects.count() for model in young} == young
    assert forget_old_traces() == 0


# -- Messages and links -------------------------------------------------------------------------


def message(**about):
    values = {"kind": "waiting", "recipient": "company", "channel": "email", "body": "Bonjour"}
    return Message.objects.create(
        **values | {"recipient_name": "Claude", "address": "claude@exemple.fr"} | about
    )


def test_old_messages_about_no_young_person_go_and_their_keys_stay(two_services):
    offer = OfferFactory(service=two_services.saint_denis)
    subject = {"offer": offer, "service": offer.service, "state": MessageState.SENT}
    message(**subject)
    keyed = message(**subject, key="waiting:1", subject_line="Offre")
    waiting = message(**subject | {"state": MessageState.QUEUED})
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        of_file = message(**youth.as_subject(), state=MessageState.SENT)
    with after("message", less=4 * DAY):
        assert forget_old_messages() == 0
    with after("message"):
        with perimeter([two_services.saint_denis]):
            assert forget_old_messages() == 2
            assert set(Message.objects.values_list("pk", flat=True)) == {
                keyed.pk,
                waiting.pk,
                of_file.pk,
            }
        assert forget_old_messages() == 0
    keyed.refresh_from_db()
    assert keyed.key == "waiting:1"
    left = [keyed.body, keyed.address, keyed.recipient_name, keyed.subject_line]
    assert left == [""] * 4


def test_links_that_ended_go_and_a_revoked_one_waits_for_its_contract(two_services):
    contract = ContractFactory(firm_end=timezone.localdate() + timedelta(days=3 * 365))
    offer = OfferFactory(contract=contract, service=two_services.saint_denis)
    contact = CompanyContactFactory(company=offer.company)
    buyer = BuyerContactFactory(buyer=contract.buyer)
    ended = link_to("clause", offer=offer, contact=contact)
    named = link_to("clause", offer=offer, contact=contact)
    said = message(offer=offer, service=offer.service, state=MessageState.SENT, link=named)
    revoked = link_to("buyer", contract=contract, buyer_contact=buyer)
    Link.objects.filter(pk=revoked.pk).revoke()
    youth = YouthFactory(service=two_services.saint_denis)
    with perimeter([two_services.saint_denis]):
        of_file = link_to("youth", youth=youth)
    year = timedelta(days=365)
    with time_machine.travel(timezone.now() + year + DAY, tick=True):
        assert forget_ended_links() == 0
    with time_machine.travel(timezone.now() + 2 * year + 3 * DAY, tick=True):
        with perimeter([two_services.saint_denis]):
            assert forget_ended_links() == 1
            left = set(Link.objects.values_list("pk", flat=True))
            assert left == {named.pk, revoked.pk, of_file.pk} and ended.pk not in left
        said.delete()
        assert forget_ended_links() == 1
        assert Link.objects.filter(pk=revoked.pk).are_withheld()
    with time_machine.travel(timezone.now() + 5 * year, tick=True):
        assert forget_ended_links() == 1


# -- Imports ------------------------------------------------------------------------------------


def test_lines_and_names_of_files_go_in_a_day_and_the_campaign_after_years(two_services):
    with perimeter([two_services.saint_denis]):
        kept = {"kind": "youths", "service": two_services.saint_denis, "user": two_services.tutor}
        done = ImportBatch.objects.create(**kept, state=BatchState.DONE, source="liste SIEI")
        left = ImportBatch.objects.create(**kept, filename="jeunes de Mme X.xlsx")
        for batch in (done, left):
            ImportLine.objects.create(
                batch=batch, service=batch.service, number=1, cells={"nom": "X"}
            )
    with after(Span(hours=24)):
        assert purge() == 2
        with perimeter([two_services.saint_denis]):
            assert ImportBatch.objects.get() == done
            assert not ImportLine.objects.exists()
        assert forget_old_batches() == 0
    with after("campaign"):
        assert forget_old_batches() == 1
        assert forget_old_batches() == 0


# -- Contacts -----------------------------------------------------------------------------------


def test_contacts_who_left_lose_their_name_and_addresses_once_nothing_waits_for_them(two_services):
    home, today = two_services.saint_denis, timezone.localdate()
    offer = OfferFactory(service=home)
    gone, tutor, still_there = (CompanyContactFactory(company=offer.company) for _ in range(3))
    HostSlotFactory(offer=offer, tutor=tutor)
    contract = ContractFactory(firm_end=today + timedelta(days=3 * 365))
    buyer = BuyerContactFactory(buyer=contract.buyer)
    former = BuyerContactFactory(buyer=contract.buyer)
    type(contract).objects.filter(pk=contract.pk).update(contact=buyer)
    with perimeter([home]):
        for person in (gone, tutor):
            CompanyContact.objects.filter(pk=person.pk).update(left_on=today)
        BuyerContact.objects.filter(pk__in=[buyer.pk, former.pk]).update(left_on=today)
    assert CompanyContactAddress.objects.filter(contact=gone).exists()
    with after("contact", less=4 * DAY):
        assert forget_left_contacts() == 0
    with after("contact"):
        assert forget_left_contacts() == 2
        assert forget_left_contacts() == 0
        for person in (gone, former):
            person.refresh_from_db()
            assert (person.name, person.phone, person.email) == (ERASED, "", "")
            assert not person.addresses.exists()
        for person in (tutor, still_there, buyer):
            person.refresh_from_db()
            assert person.name != ERASED and person.phone
        type(offer).objects.filter(pk=offer.pk).update(stage="closed")
        assert forget_left_contacts() == 1


# -- Editors, visitors, tasks -------------------------------------------------------------------


def test_what_editors_left_behind_goes(two_services, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    user, page = two_services.tutor, Page.objects.filter(depth=2).first().specific
    kind = ContentType.objects.get_for_model(Page)
    first = page.save_revision(user=user)
    last = page.save_revision(user=user)
    common = {"user": user, "content_type": kind, "object_id": str(page.pk)}
    EditingSession.objects.create(**common, last_seen_at=timezone.now())
    FormState.objects.create(**common, data="titre=X", last_updated_at=timezone.now())
    settled, open_one = (
        Comment.objects.create(page=page, user=user, text="à revoir", contentpath="title")
        for _ in range(2)
    )
    Comment.objects.filter(pk=settled.pk).update(resolved_at=timezone.now())
    upload = UploadedFile.objects.create(uploaded_by_user=user, file=ContentFile(b"x", "photo.jpg"))
    path = tmp_path / upload.file.name
    assert forget_editorial() == 0
    assert path.exists()
    with after(Span(hours=24)):
        assert forget_editorial() == 3
        assert not path.exists() and not FormState.objects.exists()
        assert Revision.objects.filter(pk=first.pk).exists()
    with after("editorial"):
        assert forget_editorial() == 1
        assert list(Comment.objects.all()) == [open_one]
        left = set(Revision.objects.for_instance(page).values_list("pk", flat=True))
        assert last.pk in left and first.pk not in left


def test_a_testimony_goes_with_its_versions_after_its_agreement(db):
    today = timezone.localdate()
    words = Words.objects.create(words="Merci", name="Camille", ends_on=today)
    words.save_revision()
    with after("editorial", less=4 * DAY):
        assert forget_ended_testimonials() == 0
    with after("editorial"):
        assert forget_ended_testimonials() == 1
        assert not Words.objects.exists()
        assert not Revision.objects.filter(object_str__contains="Camille").exists()


def test_searches_tries_tasks_and_firings_end(db):
    now = timezone.now()
    MissedSearch.objects.create(words="x", last_on=timezone.localdate())
    Tally.objects.create(key="k", tries=1, ends_at=now + DAY)
    Task.objects.create(
        id="x", name="t", func="f", started=now, stopped=now, success=False, result="…"
    )
    RuleFiring.objects.create(rule="r", code="J-2026-00001", at=now)
    ends = (forget_old_misses, purge_tallies, forget_finished_tasks, forget_firings)
    assert [end() for end in ends] == [0, 0, 0, 0]
    with after("search"):
        assert [end() for end in ends] == [1, 1, 1, 1]
        assert [end() for end in ends] == [0, 0, 0, 0]


# -- What holds nothing -------------------------------------------------------------------------


def test_wagtail_keeps_no_version_of_anything_about_young_people():
    """Revisions, drafts, and the search of the admin copy content: no protected table has them."""
    from django.apps import apps
    from wagtail.search.index import Indexed

    personal = {table.model for table in TABLES if table.person in ("youth", "guardian", "contact")}
    for label in personal | {"accounts.User", "accounts.Invitation"}:
        model = apps.get_model(label)
        assert not issubclass(model, RevisionMixin), label
        assert not issubclass(model, Indexed), label


def test_functions_of_the_libraries_said_to_be_unused_are(db):
    from django.apps import apps
    from wagtail.contrib.forms.models import FormMixin

    assert not [model for model in apps.get_models() if issubclass(model, FormMixin)]
    for label in (
        *("wagtailforms.FormSubmission", "wagtailembeds.Embed", "taggit.Tag"),
        *("account.EmailAddress", "account.EmailConfirmation"),
        *("socialaccount.SocialAccount", "socialaccount.SocialApp", "socialaccount.SocialToken"),
    ):
        assert not apps.get_model(label).objects.exists(), label
