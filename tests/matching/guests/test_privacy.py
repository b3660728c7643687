"""What no reader of a link may meet, with a canary in every column; and GET changes nothing."""

import datetime
import re
from itertools import product

import pytest
from django.db import connection, models
from django.utils import timezone
from django.utils.formats import date_format

from matching.enums import PlacementStage
from matching.models import Guardian, Placement, Youth
from psf.links.enums import LinkPurpose
from psf.links.models import Link
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import all_services, perimeter
from psf.workflow.models import Action, Event
from tests.factories.links import link_to
from tests.factories.offers import BuyerContactFactory, CompanyContactFactory
from tests.matching.guests.conftest import Stage
from tests.perimeter.canary import CANARY, canary_record

pytestmark = pytest.mark.django_db

# Columns of protected tables that a reader may see, and nothing else of them (domain §6).
PRESENTATION = {"youth.first_name", "placement.goals", "placement.helps", "placement.avoid"}
MAY_SEE = {
    "company": PRESENTATION | {"placement.meeting_place", "reviewline.skill", "placement.code"},
    "clause": {"placement.code"},
    "buyer": set(),
    # What the company would read, while it is theirs to decide.
    "youth": PRESENTATION | {"placement.meeting_place", "placement.code"},
    "guardian": {
        "youth.first_name",
        "placement.meeting_place",
        "placement.code",
        "guardian.first_name",
        "guardian.last_name",
    },
    "sign": {"youth.first_name", "placement.code", "signature.signatory"},
}


@pytest.fixture
def record(two_services):
    record = canary_record(two_services)
    with perimeter([two_services.saint_denis]):
        Youth.objects.filter(pk=record.youth.pk).update(birth_date="2009-03-07")
    return record


def signs_of(record) -> dict[str, str]:
    """What each text column of each row about the young person holds → the column."""
    found = {}
    for model, row in record.rows.items():
        for column in model._meta.concrete_fields:
            value = getattr(row, column.attname)
            if isinstance(value, str) and CANARY.lower() in value.lower():
                found[value] = f"{model._meta.model_name}.{column.name}"
            elif isinstance(column, models.JSONField) and value:
                for each in value.values() if isinstance(value, dict) else value:
                    found[str(each)] = f"{model._meta.model_name}.{column.name}"
    found[record.youth.code] = "youth.code"
    found[record.placement.code] = "placement.code"
    found[record.youth.ine] = "youth.ine"
    for words in ("07/03/2009", "7 mars 2009", "2009-03-07"):
        found[words] = "youth.birth_date"
    return found


def shown_in(text, signs) -> set[str]:
    """Columns whose value stands in a page; « canari1 » is not « canari12 »."""
    return {
        column
        for sign, column in signs.items()
        if re.search(rf"{re.escape(sign)}(?![0-9])", text, re.IGNORECASE)
    }


def links_to(record) -> list[Link]:
    placement = record.placement
    contact = placement.host_slot.tutor
    guardian = Guardian.objects.filter(youth=record.youth).first()
    buyer = BuyerContactFactory(buyer=placement.offer.contract.buyer)
    youth = record.youth
    return [
        link_to(LinkPurpose.COMPANY, placement=placement, contact=contact),
        link_to(LinkPurpose.CLAUSE, offer=placement.offer, contact=contact),
        link_to(LinkPurpose.BUYER, contract=placement.offer.contract, buyer_contact=buyer),
        link_to(LinkPurpose.YOUTH, placement=placement, youth=youth),
        link_to(LinkPurpose.GUARDIAN, placement=placement, youth=youth, guardian=guardian),
        link_to(LinkPurpose.SIGN, placement=placement, contact=contact, party="company"),
    ]


PAGES = {
    "company": [
        "propose_dates/",
        "redirect/",
        "call_me/",
        "not_retained/",
        "coordonnees/",
        "give_opinion/",
    ],
    "clause": ["ask_call/", "coordonnees/"],
    "buyer": ["contact/", "successeur/", "buyer_called/?parcours=1"],
    "youth": ["cannot_come/"],
    "guardian": ["cannot_come/"],
    "sign": ["code/", "sign/"],
    "filing": ["confirmer/", "pas-moi/", "fiche/", "corriger/", "retirer/"],
}


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_no_page_shows_more_than_its_reader_may_know(record, visit, two_services, stage):
    with perimeter([two_services.saint_denis]):
        today = timezone.localdate()
        Placement.objects.filter(pk=record.placement.pk).update(
            stage=stage,
            sent_on=today,
            guardian_told_on=today,
            meeting_at=timezone.now() + datetime.timedelta(days=3),
            end_reason="dates",
            hours_reserved=0,
            starts_on=today,
            ends_on=today + datetime.timedelta(days=20),
        )
        Action.objects.filter(placement=record.placement).update(verb="ask_buyer")
        links = links_to(record)
    signs = signs_of(record)
    assert len(signs) > 40
    leaks = []
    for link in links:
        visitor = visit(link)
        for path in ["", *PAGES[link.purpose]]:
            text = visitor.text(path)
            shown = shown_in(text, signs)
            if extra := shown - MAY_SEE[link.purpose]:
                leaks.append((link.purpose, path, extra))
    assert leaks == []


def test_the_canaries_are_seen_where_they_may_be(record, visit, two_services):
    """A positive control: the company's page shows the presentation."""
    with perimeter([two_services.saint_denis]):
        Placement.objects.filter(pk=record.placement.pk).update(
            stage=Stage.SENT,
            sent_on=timezone.localdate(),
            guardian_told_on=timezone.localdate(),
        )
        links = links_to(record)
    signs = signs_of(record)
    assert shown_in(visit(links[0]).text(), signs) >= PRESENTATION


@pytest.mark.parametrize("stage", [Stage.RESERVED, Stage.NOT_RETAINED, Stage.CLOSED])
def test_before_sending_and_after_the_end_the_company_sees_nobody(
    visit, file_at, company_link, stage
):
    placement = file_at(stage)
    page = visit(company_link(placement)).page()
    if stage == Stage.RESERVED:
        assert page.status_code == 410
    else:
        assert page.context["page"].presentation is None
    assert "Découvrir l’accueil" not in page.content.decode()


def test_another_contact_of_the_company_reads_its_own_link_alone(
    visit, file_at, company_link, two_services
):
    first, second = file_at(), file_at()
    visitor = visit(company_link(first))
    with perimeter([two_services.saint_denis]):
        other = link_to(
            LinkPurpose.COMPANY,
            placement=Placement.objects.get(pk=second.pk),
            contact=CompanyContactFactory(),
        )
    assert visitor.client.get(f"/lien/{other.key}/").status_code == 404
    assert (
        visitor.client.post(f"/lien/{other.key}/not_retained/", {"reason": "dates"}).status_code
        == 404
    )


def fingerprint() -> dict[str, tuple]:
    """Number and content of the rows of every table; when a link was last opened is aside."""
    found = {}
    with all_services("test"), connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            if table == AccessLog._meta.db_table:  # Who read is what reading writes.
                continue
            read = "to_jsonb(r) - 'opened_at'" if table == Link._meta.db_table else "r"
            cursor.execute(
                "select count(*), md5(coalesce(string_agg(content, '|' order by content), ''))"
                f' from (select ({read})::text as content from "{table}" r) t'
            )
            found[table] = cursor.fetchone()
    return found


def test_get_and_head_change_nothing(
    visit, file_at, company_link, family_link, buyer_link, clause_link, two_services
):
    placement = file_at(Stage.MEETING)
    with perimeter([two_services.saint_denis]):
        fresh = Placement.objects.get(pk=placement.pk)
        sign = link_to(
            LinkPurpose.SIGN, placement=fresh, party="company", contact=fresh.host_slot.tutor
        )
    links = [
        company_link(placement),
        family_link(placement),
        family_link(placement, guardian=True),
        buyer_link(placement),
        clause_link(placement),
        sign,
    ]
    before = fingerprint()
    for link, method in product(links, ("get", "head")):
        visitor = visit(link)
        getattr(visitor.client, method)(f"/l/{link.token}/")
        for path in [
            "",
            "?merci=redirect",
            "document/1/",
            "document/rappel-1/",
            *PAGES[link.purpose],
        ]:
            answer = getattr(visitor.client, method)(f"{visitor.url}{path}")
            assert answer.status_code in (200, 302, 404, 409), (link.purpose, path)
        for path in ("confirm_meeting/", "ask_call/", "buyer_takes/", "renvoyer/", "quitter/"):
            getattr(visitor.client, method)(f"{visitor.url}{path}")
    assert fingerprint() == before


def test_an_undone_sending_shows_the_young_person_to_nobody(
    visit, file_at, company_link, two_services
):
    placement = file_at(Stage.SENT)
    visitor = visit(company_link(placement))
    assert visitor.page().context["page"].presentation
    with perimeter([two_services.saint_denis]):
        from matching.placements.workflow import PLACEMENTS

        fresh = Placement.objects.get(pk=placement.pk)
        PLACEMENTS.undo(fresh, by=two_services.coordinator, text="Trop tôt", now=timezone.now())
    page = visitor.page()
    assert page.status_code == 410
    assert "Découvrir l’accueil" not in page.content.decode()


def test_events_of_answers_name_the_guest_and_no_user(visit, file_at, company_link, two_services):
    placement = file_at(Stage.SENT)
    visit(company_link(placement)).answers(
        "redirect", {"name": "Alix Autre", "phone": "0199001122"}
    )
    with perimeter([two_services.saint_denis]):
        event = Event.objects.filter(placement=placement, name="redirect").get()
        assert (event.guest, event.by, event.contact.name) == ("company", None, "Claude Essai")
    assert date_format(event.at, "Y")
