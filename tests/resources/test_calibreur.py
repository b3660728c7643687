"""The calibreur through its address: hours, cost, checks, and what is typed wrong."""

from datetime import date
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext

from offers.models import CalibreBracket, EuropeanThreshold, GratificationRate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
ADDRESS = "/outils/calibreur/"
COMPARE = "/outils/calibreur/insertion-ou-formation/"
TODAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def today(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.localdate", lambda *args, **kwargs: TODAY)


@pytest.fixture
def ask(client):
    """`ask(montant="300000", …)`: the page, as a reader sees it."""

    def ask(address=ADDRESS, **query):
        answer = client.get(address, query)
        assert answer.status_code == 200
        page = BeautifulSoup(answer.content, "html.parser")
        page.words = " ".join(page.main.get_text(" ").replace("\xa0", " ").split())
        page.answer = answer
        return page

    return ask


def error_of(page, name):
    """What is said beside a field, and what stands typed in it."""
    field = page.select_one(f"[name={name}]")
    said = page.select_one(f"#id_{name}_error")
    return (said.get_text(" ", strip=True).replace("\xa0", " ") if said else ""), field.get(
        "value", field.text
    )


def hours(page):
    found = page.select_one(".tool-hours__number")
    return found and found.text.replace("\xa0", " ")


def test_the_address_alone_gives_the_hours(ask):
    page = ask(montant="300000", duree="24")
    assert hours(page) == "450 h"
    assert "Environ 65 jours, soit 13 semaines à 35 h par semaine" in page.words
    assert "tranche de 200 000 € à moins de 400 000 €" in page.words
    below = page.select_one("#resultat").find(["a", "h3"])
    assert below.text == "Écrire la clause avec ce résultat"
    assert "2 025 € au moins" in page.words
    assert "1 390,50 € pour 309 h" in page.words
    assert "En vigueur depuis le 1er janvier 2026" in page.words
    assert "kit de la clause" in page.words.lower()


def test_before_any_answer_the_four_calibres_stand_there(ask):
    page = ask()
    assert hours(page) is None
    assert all(f"{calibre} h" in page.words for calibre in (150, 300, 450, 900))
    assert page.select(".fr-alert--error") == []


@pytest.mark.parametrize("typed", ["400 000,00 €", "400k", "0,4 M€", "400000"])
def test_amounts_are_read_as_people_type_them(ask, typed):
    page = ask(montant=typed, duree="2 ans")
    assert hours(page) == "900 h"
    assert page.select_one("[name=montant]")["value"] == typed


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("deux ans", "24 mois."),
        ("52 semaines", "12 mois."),
        ("3 ans ferme", "36 mois."),
        ("1+1+1", "12 mois, reconductions non comprises"),
        ("1+1+1", "2 reconductions : hors du calcul"),
        ("1 an renouvelable 1 fois", "1 reconduction : hors du calcul"),
        ("11,5 mois", "La période ferme compte 11 mois et 15 jours"),
        ("12,5 mois", "12 mois et 15 jours."),
        ("90 jours", "La période ferme compte 3 mois"),
    ],
)
def test_durations_are_read_as_people_type_them(ask, typed, said):
    page = ask(montant="400k", duree=typed)
    assert hours(page) == "900 h" and said in page.words
    assert page.select_one("[name=duree]")["value"] == typed


def test_a_calibre_is_said_in_hours_or_in_months(ask):
    assert hours(ask(montant="400k", duree="24", calibre="3 mois")) == "450 h"
    assert hours(ask(montant="400k", duree="24", calibre="300 h")) == "300 h"
    assert (
        "600 h n'est pas un calibre"
        in error_of(ask(montant="400k", duree="24", calibre="4 mois"), "calibre")[0]
    )


@pytest.mark.parametrize(
    ("name", "typed", "said"),
    [
        ("montant", "-5", "Un montant ne peut pas être négatif."),
        ("montant", "beaucoup", "« beaucoup » n'est pas un montant."),
        ("montant", "", "Indiquez le montant prévisionnel du marché, ou celui de chaque lot."),
        ("montant", "9" * 80, "60 caractères au plus"),
        ("duree", "longtemps", "« longtemps » n'est pas une durée."),
        ("duree", "", "Indiquez la durée de la période ferme"),
        ("calibre", "200", "200 h n'est pas un calibre"),
        ("calibre", "long", "« long » n'est pas un nombre entier."),
        ("notification", "31/02/2027", "« 31/02/2027 » n'existe pas dans le calendrier."),
        ("notification", "01/01/0001", "l'année s'écrit sur quatre chiffres"),
        ("montant", "3e5", "« 3e5 » n'est pas un montant."),
        ("montant", "1" * 40, "dépasse dix milliards"),
        ("reconductions", "99", "Plus de dix reconductions"),
        ("reconductions", "-1", "ne peut pas être négatif"),
        ("reconductions", "9" * 40, "bien grand"),
        ("lots", "100000\nrien", "Lot 2 : « rien » n'est pas un montant."),
        ("lots", "100000;150000", "Les lots font 250 000 € en tout"),
    ],
)
def test_what_is_typed_wrong_stays_and_is_explained_beside(ask, name, typed, said):
    page = ask(**{"montant": "300000", "duree": "24", name: typed})
    beside, kept = error_of(page, name)
    assert said in beside.replace("\xa0", " ")
    assert kept.strip() == typed
    assert page.select_one(f"[name={name}]")["aria-invalid"] == "true"
    assert hours(page) is None
    assert page.select_one(f".fr-alert--error a[href='#id_{name}']")


def test_an_empty_form_sent_says_what_is_missing(ask):
    page = ask(montant="", duree="")
    assert "Indiquez le montant prévisionnel" in error_of(page, "montant")[0]
    assert "Indiquez la durée" in error_of(page, "duree")[0]


def test_a_day_in_the_past_is_reckoned_and_said_to_be_over(ask):
    page = ask(montant="300000", duree="24", notification="01/01/2020")
    assert hours(page) == "450 h"
    assert "Dernier jour pour la déclarer : 30 juin 2021" in page.words
    assert "Ce jour est passé." in page.words


def test_an_answer_that_does_not_exist_is_refused(ask):
    page = ask(montant="300000", duree="24", gratification="lune", achat="lune", partenariat="?")
    assert page.words.count("n'est pas une réponse possible") >= 3


def test_a_longer_calibre_is_shown_with_a_strong_warning(ask):
    page = ask(montant="300000", duree="24", calibre="900")
    assert hours(page) == "900 h"
    alert = page.select_one(".fr-alert--error[role=alert]").get_text(" ")
    assert "dépasse le calibre" in alert and "fortement déconseillé" in alert
    assert "se choisit librement" in ask(montant="300000", duree="24", calibre="150").words


def test_granted_gratification_is_told_beside_the_legal_minimum(ask):
    page = ask(montant="150000", duree="24", gratification="accordee")
    assert "1 350 € si un seul jeune" in page.words
    assert "Le minimum légal serait de 0 €" in page.words
    assert "Rien n’est dû par la loi jusqu’à 308 h" in ask(montant="150000", duree="24").words


def test_lots_are_each_calibrated_then_apart_or_pooled(ask):
    page = ask(lots="90 000 €\n250k", duree="24")
    assert hours(page) == "600 h"
    cells = [cell.text.strip().replace("\xa0", " ") for cell in page.select("tbody td")]
    assert cells[:4] == ["Lot 1", "150 h", "22 jours", "0 €"]
    assert "Chaque titulaire doit les heures de son lot" in page.words
    pooled = ask(lots="90000;250000", duree="24", repartition="communes")
    assert "en une seule offre" in pooled.words and "2 700 € au moins" in pooled.words


def test_the_checks_that_fail_come_first_with_their_repair(ask):
    page = ask(montant="300000", duree="10", notification="15/01/2027", sans_minimum="on")
    points = [point["id"] for point in page.select(".tool-check")]
    assert points[0] == "point-duree"
    assert "Portez la période ferme à 12 mois" in page.words
    assert "Fixez dans le contrat le montant de commandes" in page.words
    assert "14 mai 2027" in page.words


def test_the_address_to_share_gives_the_same_result(ask):
    first = ask(montant="340 000", duree="24", lots="90000\r\n250000", repartition="communes")
    shared = first.select_one("#adresse")["value"]
    assert "partenariat" not in shared and shared.startswith("http://testserver/outils/calibreur/?")
    path, _, query = shared.partition("?")
    assert query == "montant=340000&duree=24&lots=90000;250000&repartition=communes"
    again = ask(path.removeprefix("http://testserver") + "?" + query)
    assert hours(again) == hours(first) == "600 h"


def test_figures_follow_the_dated_rows(ask):
    GratificationRate.objects.all().delete()
    assert "Le taux légal n’est pas renseigné" in ask(montant="300000", duree="24").words
    GratificationRate.objects.create(
        hourly_rate=Decimal("5.00"), valid_from=date(2026, 6, 1), source="Essai", checked_on=TODAY
    )
    page = ask(montant="300000", duree="24")
    assert "2 250 € au moins" in page.words and "vérifié le 22 novembre 2026" in page.words
    EuropeanThreshold.objects.filter(kind="state").update(amount=250_000)
    assert "250 000 € HT" in ask(montant="300000", duree="24", achat="state").words
    CalibreBracket.objects.filter(calibre=450).update(amount_below=250_000)
    assert hours(ask(montant="300000", duree="24")) == "900 h"
    CalibreBracket.objects.all().delete()
    assert "Aucune tranche en vigueur" in ask(montant="300000", duree="24").words


def test_nothing_is_kept_of_the_visitor(ask, client):
    with CaptureQueriesContext(connection) as queries:
        page = ask(montant="300000", duree="24", lots="", achat="state", notification="15/01/2027")
    assert not page.answer.cookies and not client.cookies
    said = [query["sql"] for query in queries]
    assert len([sql for sql in said if sql.startswith("SELECT")]) <= 10, said
    assert not [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert "csrfmiddlewaretoken" not in page.answer.content.decode()


def test_whatever_is_asked_search_engines_know_one_address(ask):
    page = ask(montant="300000", duree="24")
    assert page.select_one("link[rel=canonical]")["href"].endswith("/outils/calibreur/")
    assert page.title.text.strip().startswith("Calibreur : combien d’heures")
    assert len(page.select_one("meta[name=description]")["content"]) < 160


def test_what_a_visitor_types_is_never_markup(ask):
    page = ask(montant='"><script>alert(1)</script>', duree="<b>")
    assert page.main.find("script") is None and page.main.find("b") is None


def test_the_two_clauses_are_compared_by_formula(ask):
    page = ask(COMPARE, montant="1 000 000", duree="24")
    assert "≈ 833 h de travail" in page.words and "900 h de parcours" in page.words
    assert "1 000 000 € × 50 % × 5 % ÷ 30 €" in page.words
    assert "Les deux sont possibles : la formation compte plus d'heures" in page.words
    assert "d'après le public que vous visez" in page.words
    wrong = ask(COMPARE, montant="1M", duree="24", taux="120", cout="gratuit")
    assert "n'est pas un pourcentage entre 0 et 100" in error_of(wrong, "taux")[0]
    assert "n'est pas un montant" in error_of(wrong, "cout")[0]
    assert "un stage, sous statut scolaire" in ask(COMPARE).words.lower()


def test_the_result_leads_to_the_redacteur_already_filled(ask):
    page = ask(montant="300000", duree="24", partenariat="oui", gratification="accordee")
    link = page.find("a", string=lambda text: text and "Écrire la clause" in text)["href"]
    assert link.startswith("/outils/redacteur/?")
    for part in (
        "duree=24",
        "montant=300000",
        "partenariat=oui",
        "gratification=accordee",
    ):
        assert part in link
    assert "calibre=" not in link
    legal = ask(montant="300000", duree="24")
    link = legal.find("a", string=lambda text: text and "Écrire la clause" in text)["href"]
    assert "gratification=minimum" in link and "partenariat=non" in link
    lots = ask(lots="90000;250000", duree="24", sans_minimum="on")
    link = lots.find("a", string=lambda text: text and "Écrire la clause" in text)["href"]
    assert "montants=90000%3B250000" in link and "sans_minimum=oui" in link
    shorter = ask(montant="300000", duree="24", calibre="150")
    link = shorter.find("a", string=lambda text: text and "Écrire la clause" in text)["href"]
    assert "calibre=150" in link
