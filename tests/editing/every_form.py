"""Each form of the admin that edits a record, and what it takes to try it with two people."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from bs4 import BeautifulSoup
from django.urls import get_resolver, reverse
from django.utils import timezone
from wagtail.admin.viewsets import viewsets

from matching.models import (
    Guardian,
    MatchingPolicy,
    Notice,
    RetentionPolicy,
    WatchedWords,
    Youth,
    YouthInterest,
)
from offers.models import (
    Buyer,
    BuyerContact,
    CalibreBracket,
    Company,
    CompanyContact,
    Contract,
    EuropeanThreshold,
    GratificationRate,
    HostSlot,
    Lot,
    Offer,
)
from psf.accounts.models import Absence, User
from psf.accounts.roles import Role
from psf.perimeter.models import PerimeterGrant
from psf.territories.models import School, SchoolHoliday, Service
from resources.models import (
    EngagedOrganisation,
    Figure,
    FriseStep,
    KitDocument,
    LegalNote,
    Synonym,
    TaskExample,
)
from tests.factories.accounts import UserFactory
from tests.factories.matching import GuardianFactory, YouthFactory, YouthInterestFactory
from tests.factories.offers import (
    BuyerContactFactory,
    BuyerFactory,
    CompanyContactFactory,
    CompanyFactory,
    HostSlotFactory,
    LotFactory,
    OfferFactory,
    rome,
)
from tests.factories.territories import commune

OURS = {"offers", "matching", "territories", "accounts", "perimeter", "resources", "home"}
TODAY = timezone.localdate()
PAST, NEAR, FAR = date(1990, 1, 1), TODAY + timedelta(days=20), TODAY + timedelta(days=40)


@dataclass(frozen=True)
class EditForm:
    """`make(service)` gives a row; one person types `typed` in `name` while another does `others`.

    `others` maps what happens, in words, to a function of the row: a statement on the row or on
    one of its children that moves no `updated_at` of the row.
    """

    model: type
    make: Callable
    name: str
    typed: object
    others: dict[str, Callable] = field(default_factory=dict)

    @property
    def address(self):
        [viewset] = [each for each in edited() if each.model is self.model]
        return viewset.get_url_name("edit")


def edited() -> list:
    """The viewsets of the project whose records people may change."""
    # Wagtail registers that of users with its addresses.
    assert get_resolver().url_patterns
    return [
        viewset
        for viewset in viewsets.viewsets
        if hasattr(viewset, "edit_view_class") and viewset.model._meta.app_label in OURS
    ]


def on_page(answer) -> dict:
    """What a browser would send of the form that edits, untouched."""
    page = BeautifulSoup(answer.content, "html.parser")
    form = page.select_one("[name=version]").find_parent("form")
    for template in form.select("template"):
        template.decompose()
    found = {}
    for each in form.select("input[name], select[name], textarea[name]"):
        if "__prefix__" in each["name"]:
            continue
        if each.name == "select":
            values = [option["value"] for option in each.select("option[selected]")]
        elif each.name == "textarea":
            values = [each.text.removeprefix("\n")]
        elif each.get("type") in ("radio", "checkbox") and not each.has_attr("checked"):
            values = []
        else:
            values = [each.get("value", "")]
        found.setdefault(each["name"], []).extend(values)
    return found


def change(**values):
    """Somebody changes the row itself, by a statement that tells no `updated_at`."""
    return lambda row: type(row)._base_manager.filter(pk=row.pk).update(**values)


def change_children(model, parent, **values):
    return lambda row: model._base_manager.filter(**{parent: row}).update(**values)


def add(factory, parent, **values):
    return lambda row: factory(**{parent: row}, **values)


def remove_children(model, parent):
    return lambda row: model._base_manager.filter(**{parent: row}).delete()


def company(service):
    return CompanyContactFactory(company=CompanyFactory(activity="Nettoyage")).company


def buyer(service):
    return BuyerContactFactory(buyer=BuyerFactory(convention_until=TODAY)).buyer


def offer(service):
    slot = HostSlotFactory(offer=OfferFactory(service=service))
    slot.romes.add(rome())
    slot.save()
    LotFactory(contract=slot.offer.contract)
    return slot.offer


def youth(service):
    young = YouthFactory(service=service)
    GuardianFactory(youth=young)
    YouthInterestFactory(youth=young)
    return young


def dated(model, **values):
    return lambda service: model.objects.create(
        valid_from=PAST, valid_until=PAST, source="Essai", **values
    )


def created(model, **values):
    return lambda service: model.objects.create(**values)


def absence(service):
    away, there = (UserFactory(roles=[Role.TUTOR], place=service) for _ in range(2))
    return Absence.objects.create(user=away, substitute=there, ends_on=NEAR, created_by=there)


def grant(service):
    return UserFactory(roles=[Role.TUTOR], place=service).perimeter_grants.get()


EVERY_FORM = [
    EditForm(
        Company,
        company,
        "address",
        "1 rue d’Essai",
        {
            "column": change(activity="Propreté"),
            "contact left": change_children(CompanyContact, "company", left_on=TODAY),
            "address refused": change_children(CompanyContact, "company", bounced_on=TODAY),
            "contact added": add(CompanyContactFactory, "company"),
            "contact removed": remove_children(CompanyContact, "company"),
            "merged": lambda row: row.merge_into(CompanyFactory()),
        },
    ),
    EditForm(
        Buyer,
        buyer,
        "name",
        "Ville de Partout",
        {
            "column": change(convention_until=FAR),
            "contact left": change_children(BuyerContact, "buyer", left_on=TODAY),
            "merged": lambda row: row.merge_into(BuyerFactory()),
        },
    ),
    EditForm(
        Contract,
        lambda service: LotFactory(title="Un").contract,
        "penalties",
        "Aucune",
        {
            "column": change(title="Voirie"),
            "lot": change_children(Lot, "contract", title="Deux"),
            "lot removed": remove_children(Lot, "contract"),
        },
    ),
    EditForm(
        Offer,
        offer,
        "meals",
        "Cantine",
        {
            "column": change(transport="Bus 153"),
            "slot": change_children(HostSlot, "offer", active=False),
            "slot's trade": lambda row: HostSlot.romes.through.objects.all().delete(),
            "lots": lambda row: row.lots.add(row.contract.lots.get()),
        },
    ),
    EditForm(
        Youth,
        youth,
        "address",
        "1 rue d’Essai",
        {
            "situation": change(situation="supported"),
            "guardian": change_children(Guardian, "youth", phone="06 39 98 99 99"),
            "wish": remove_children(YouthInterest, "youth"),
            "column": change(birth_place="Ailleurs"),
        },
    ),
    EditForm(
        Service,
        lambda service: service,
        "phone",
        "01 99 00 11 11",
        {
            "column": change(email="psad@exemple.fr"),
            "communes": lambda row: row.communes.add(commune("93001")),
        },
    ),
    EditForm(
        School,
        created(School, uai="0930000V", name="Lycée d’essai"),
        "city",
        "Valfleury",
        {"column": change(name="Lycée du Test")},
    ),
    EditForm(
        SchoolHoliday,
        created(
            SchoolHoliday,
            zone="C",
            name="Vacances d’essai",
            school_year="1990-1991",
            starts_on=PAST,
            ends_on=PAST,
        ),
        "name",
        "Vacances du test",
        {"column": change(ends_on=PAST + timedelta(days=3))},
    ),
    EditForm(
        User,
        lambda service: UserFactory(roles=[Role.TUTOR], place=service),
        "function",
        "Tutrice",
        {
            "column": change(phone="01 99 00 22 22"),
            "roles": lambda row: row.set_roles([Role.BASIN]),
        },
    ),
    EditForm(Absence, absence, "ends_on", FAR, {"column": change(starts_on=NEAR)}),
    EditForm(PerimeterGrant, grant, "ends_on", NEAR, {"column": change(ends_on=FAR)}),
    EditForm(
        MatchingPolicy,
        created(MatchingPolicy, valid_from=NEAR),
        "reason",
        "Comité",
        {"column": change(far_km=35)},
    ),
    EditForm(
        RetentionPolicy,
        created(RetentionPolicy, valid_from=NEAR),
        "reason",
        "Comité",
        {"column": change(closed_months=9)},
    ),
    EditForm(
        Notice,
        created(Notice, valid_from=NEAR, number="essai", text="Texte", guardian_text="Texte"),
        "reason",
        "Comité",
        {"column": change(text="Relecture")},
    ),
    EditForm(
        WatchedWords,
        created(WatchedWords, valid_from=NEAR),
        "reason",
        "Comité",
        {"column": change(source="Relecture")},
    ),
    EditForm(
        GratificationRate,
        dated(GratificationRate, hourly_rate=1),
        "source",
        "Décret",
        {"column": change(hourly_rate=2)},
    ),
    EditForm(
        EuropeanThreshold,
        dated(EuropeanThreshold, kind="works", amount=1),
        "source",
        "Décret",
        {"column": change(amount=2)},
    ),
    EditForm(
        CalibreBracket,
        dated(CalibreBracket, calibre=150, amount_below=1),
        "source",
        "Décret",
        {"column": change(amount_below=2)},
    ),
    EditForm(
        TaskExample,
        created(TaskExample, kind="cleaning", text="Compter les stocks d’essai"),
        "text",
        "Compter les stocks",
        {"column": change(order=7)},
    ),
    EditForm(
        FriseStep,
        created(FriseStep, role="acheteur", code="essai", title="Essai", todo="<p>Essai</p>"),
        "title",
        "Étape d’essai",
        {"column": change(order=7)},
    ),
    EditForm(
        KitDocument,
        created(KitDocument, title="Essai", summary="Essai", tool="/outils/", version_on=PAST),
        "summary",
        "À quoi il sert",
        {"column": change(order=7)},
    ),
    EditForm(
        Figure,
        created(Figure, code="essai", label="Essai", value="7", valid_from=PAST, source="Essai"),
        "source",
        "Décret",
        {"column": change(value="8")},
    ),
    EditForm(
        LegalNote,
        created(LegalNote, code="regularisation", words="Essai", valid_from=PAST, source="Essai"),
        "source",
        "Décret",
        {"column": change(words="Autre essai")},
    ),
    EditForm(
        EngagedOrganisation,
        created(EngagedOrganisation, kind="acheteur", name="Ville d’essai", agreed_on=PAST),
        "place",
        "Valfleury",
        {"column": change(what="Ce qu’elle fait")},
    ),
    EditForm(
        Synonym,
        created(Synonym, word="essai", means="tentative"),
        "means",
        "épreuve",
        {"column": change(active=False)},
    ),
]


def address_of(form: EditForm, row) -> str:
    return reverse(form.address, args=[row.pk])
