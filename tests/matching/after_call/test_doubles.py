"""A row of the registries is proposed, and no other is written beside it by inattention."""

import pytest
from django.urls import reverse

from offers.enums import NoSiret
from offers.models import Buyer, Company, CompanyContact, Offer
from tests.factories.offers import BuyerFactory, CompanyContactFactory, CompanyFactory, siret
from tests.matching.after_call.conftest import URL, errors_of, market, offered, told

pytestmark = pytest.mark.django_db


def test_companies_are_proposed_by_name_and_by_siret_and_their_people_follow(coordinating):
    company = CompanyFactory(name="Évry Nettoyage SAS")
    contact = CompanyContactFactory(company=company)
    typed = told(company_name="evry nett", company_siret="", chercher="1")
    assert offered(coordinating.post(URL, typed), "company")[0].startswith("Évry Nettoyage SAS")
    # A SIRET typed where a name is expected, with its spaces.
    spaced = f"{company.siret[:3]} {company.siret[3:9]} {company.siret[9:]}"
    answer = coordinating.post(URL, typed | {"company_name": spaced})
    assert offered(answer, "company")[0].startswith("Évry Nettoyage SAS")
    assert offered(answer, "contact")[0].startswith(contact.name)
    assert answer.context["form"]["company_siret"].value() == company.siret
    part = coordinating.post(URL, typed, headers={"x-requested-with": "XMLHttpRequest"})
    assert "Évry Nettoyage SAS" in part.content.decode() and "<form" not in part.content.decode()


def test_a_search_judges_nothing_and_loses_nothing(coordinating):
    answer = coordinating.post(URL, told(calibre="", chercher="1", tasks="Rangement du magasin"))
    page = answer.content.decode()
    assert "error-message" not in page and "Rangement du magasin" in page
    for typed in ("Ateliers du Port", "Dominique Port", "Saint-Denis", siret(901)):
        assert typed in page
    assert not Company.objects.exists()


def test_the_same_siret_is_the_same_company(coordinating):
    company = CompanyFactory(name="Ateliers du Port", siret=siret(901))
    coordinating.post(URL, told())
    assert Offer.objects.get().company == company
    other = told(company_name="Menuiserie Martin", company="nouveau")
    answer = coordinating.post(URL, other)
    assert "Ateliers du Port" in errors_of(answer)["company_siret"][0]
    assert Company.objects.count() == Offer.objects.count() == 1


@pytest.mark.parametrize(
    "typed", ["Ateliers du Port", "SARL Ateliers du Port", "ATELIERS DU PORTS"]
)
def test_a_near_name_is_chosen_or_set_aside_on_purpose(coordinating, typed):
    company = CompanyFactory(name="Ateliers du Port", siret="")
    sent = told(company_name=typed)
    answer = coordinating.post(URL, sent)
    assert "company" in errors_of(answer) and offered(answer, "company")
    assert Company.objects.count() == 1
    assert coordinating.post(URL, sent | {"company": company.pk}).status_code == 302
    assert Company.objects.count() == 1


def test_another_company_of_that_name_may_be_written(coordinating):
    CompanyFactory(name="Ateliers du Port", siret="")
    assert coordinating.post(URL, told(company="nouveau")).status_code == 302
    assert Company.objects.count() == 2


def test_a_company_without_siret_says_why(coordinating):
    sent = told(company_siret="")
    assert "no_siret" in errors_of(coordinating.post(URL, sent))
    assert not Company.objects.exists()
    coordinating.post(URL, sent | {"no_siret": NoSiret.TO_ASK})
    company = Company.objects.get()
    assert company.no_siret_reason == NoSiret.TO_ASK
    sheet = coordinating.get(
        reverse("wagtailsnippets_offers_company:inspect", args=[company.pk])
    ).content.decode()
    assert "à demander" in sheet
    company.siret = siret(903)
    company.full_clean()
    assert company.no_siret_reason == ""


def test_a_known_person_is_taken_up_and_their_new_number_noted(coordinating):
    company = CompanyFactory(name="Ateliers du Port", siret=siret(901))
    contact = CompanyContactFactory(company=company, name="Dominique Port")
    coordinating.post(URL, told(contact_name="PORT Dominique", contact="nouveau"))
    coordinating.post(URL, told(contact_name="Dominique Port", site="Dépôt"))
    assert CompanyContact.objects.filter(name="Dominique Port").count() == 1
    contact.refresh_from_db()
    assert contact.phone == "01 99 00 55 66"


def test_somebody_chosen_and_another_written_are_told_apart(coordinating):
    company = CompanyFactory(siret=siret(901), name="Ateliers du Port")
    contact = CompanyContactFactory(company=company)
    answer = coordinating.post(URL, told(contact=contact.pk))
    assert "Vous avez choisi" in errors_of(answer)["contact"][0]


def test_buyers_are_proposed_and_never_written_twice(coordinating):
    buyer = BuyerFactory(name="Ville de Valfleury")
    typed = told(**market(buyer_siret=""))
    answer = coordinating.post(URL, typed)
    assert "buyer" in errors_of(answer) and offered(answer, "buyer")
    assert coordinating.post(URL, typed | {"buyer": buyer.pk, "buyer_kind": ""}).status_code == 302
    assert Buyer.objects.count() == 1


def test_what_is_typed_of_a_marche_is_never_dropped(coordinating):
    without = market(contract="")
    coordinating.post(URL, told(**without))
    assert Offer.objects.get().contract.reference == "2026-014"
    answer = coordinating.post(URL, told(company_name="", **market(contract="aucun")))
    assert "effacez-le" in errors_of(answer)["contract"][0]


def test_all_that_is_wrong_is_said_at_once_beside_what_was_typed(coordinating):
    sent = told(
        company_siret="123",
        contact_phone="12",
        commune="Nulle-Part-sur-Mer",
        calibre="",
        outcome="",
    )
    answer = coordinating.post(URL, sent)
    wrong = {"company_siret", "contact_phone", "commune", "calibre", "outcome"}
    assert wrong <= errors_of(answer).keys()
    page = answer.content.decode()
    for typed in ("123", "12", "Nulle-Part-sur-Mer", "Dominique Port", "Accueil et classement"):
        assert f'value="{typed}"' in page or f">\n{typed}" in page


def test_a_double_tap_makes_one_offer(coordinating):
    sent = told()
    first, second = (coordinating.post(URL, sent) for _ in range(2))
    assert first.url == second.url
    assert Offer.objects.count() == Company.objects.count() == CompanyContact.objects.count() == 1
