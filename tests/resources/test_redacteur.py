"""The rédacteur de clause, step by step, as a browser sends it."""

import io
import re
import zipfile
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from docx import Document

from offers.models import CalibreBracket
from psf.territories.models import AcademicRegion
from resources.clause.reading import as_text, read
from resources.models import LegalNote, TaskExample
from tests.resources.visit import ADDRESS, STEPS, Visit

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]


@pytest.fixture
def visit():
    return Visit()


def test_five_steps_lead_to_seven_documents_and_a_convention_where_none_exists(visit):
    visit.fill()
    assert visit.step is None and "Votre clause est écrite" in visit.words
    shown = [section["id"] for section in visit.page.select(".tool-document")]
    assert (
        len(shown) == 7
        and "convention-mlds" not in shown
        and shown[:4]
        == [
            "clause-aapc",
            "clause-rc",
            "clause-ccap",
            "mode-emploi",
        ]
    )
    assert not visit.page.select(".tool-document details[open]")
    for part in (
        "À placer dans le CCAP ou le CCP",
        "À placer dans le RC",
        "450 heures (environ 65 jours, soit 13 semaines)",
        "500 € si l’interlocuteur désigné manque la réunion",
        "40 € par heure due et non réalisée",
        "La Ville de Valfleury soumet l’exécution du marché",
    ):
        assert part in visit.words, part
    assert "par jour ouvré de retard" not in visit.words
    assert not re.search(r"\{\{|\{%", visit.words)


def test_tasks_are_those_of_the_kind_of_contract(visit):
    visit.fill(until=4)
    shown = [label.text for label in visit.page.select(".fr-checkbox-group label")]
    assert shown == list(TaskExample.objects.proposed("cleaning").values_list("text", flat=True))
    assert len(visit.page.select("[name=taches][checked]")) == 5
    chosen = visit.page.select("[name=taches]")[-1]["value"]
    visit.send(taches=[chosen], autres="• Tenir le standard\n\n- Trier le courrier")
    text = visit.page.select_one("#texte-mode-emploi").text
    assert f"– {shown[-1]}" in text and "– Tenir le standard\n– Trier le courrier" in text
    assert shown[0] not in text


def test_each_document_is_given_in_word_as_on_the_page(visit):
    visit.fill()
    for button in visit.page.select(".tool-document__head button[name=document]"):
        answer = visit.send({"document": button["value"]})
        assert answer["Content-Type"].endswith("wordprocessingml.document")
        assert re.search(r'filename="\d-[a-z-]+\.docx"', answer["Content-Disposition"])
        shown = visit.page.select_one(f"#texte-{button['value']}").text.removeprefix("\n")
        assert as_text(read(answer.content)) == shown.replace("\r\n", "\n")


def test_the_archive_holds_the_eight_documents(visit):
    answer = visit.fill().send({"document": "archive"})
    assert answer["Content-Type"] == "application/zip"
    with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
        names = archive.namelist()
        assert archive.testzip() is None and len(names) == 7 and names == sorted(names)
        for name in names:
            text = as_text(read(archive.read(name)))
            assert "{{" not in text and Document(io.BytesIO(archive.read(name))).paragraphs


def test_going_back_loses_nothing_that_was_typed(visit):
    visit.fill(until=3)
    visit.send({"aller": "3"}, penalites="propres", reunion_montant="pas encore", delai="")
    assert visit.step == 3 and visit.fields["contact"] == ["Service des marchés"]
    assert visit.error("contact") == ""
    visit.back()
    assert visit.fields["calibre"] == ["450"] and visit.fields["duree"] == ["24"]
    visit.back()
    assert visit.fields["acheteur"] == ["Ville de Valfleury"]
    assert visit.fields["nature"] == ["cleaning"]
    visit.send(acheteur="Commune de Valfleury").send().send()
    assert visit.step == 4 and visit.fields["reunion_montant"] == ["pas encore"]


def test_the_result_can_be_changed_and_written_again(visit):
    visit.fill()
    visit.send({"aller": "2"})
    assert visit.step == 2
    visit.send(calibre="150").send().send()
    assert visit.step == 5
    assert "150 heures" in visit.send().words


def test_no_penalty_is_chosen_for_the_buyer(visit):
    visit.fill(until=3)
    assert not visit.page.select("input[type=radio][checked]")
    for example in (
        "500 € si l'interlocuteur manque la réunion de présentation",
        "40 € par heure non réalisée (kit de juillet 2020)",
        "50 € par jour ouvré de retard (2018)",
    ):
        assert example in visit.words
    visit.send()
    assert visit.step == 4 and "ou ne pas en prévoir" in visit.error("penalites")
    visit.send(penalites="propres")
    assert "Indiquez un montant au moins" in visit.error("reunion_montant")
    summary = visit.page.select_one(".fr-alert--error")
    assert "Réunion de présentation manquée : pénalité" in " ".join(summary.text.split())


def test_the_examples_are_taken_as_they_are_shown_with_their_usual_delay(visit):
    visit.fill(until=3).send(penalites="exemples", heures_montant="cher").send()
    assert visit.step is None
    for part in (
        "500 € si l’interlocuteur désigné manque la réunion",
        "40 € par heure due et non réalisée",
        "50 € par jour ouvré de retard",
        "10 jours ouvrés",
    ):
        assert part in visit.words, part


def test_without_penalty_the_texts_name_no_amount_of_one(visit):
    visit.fill(until=3).send(penalites="non", reunion_montant="500", delai="").send()
    assert visit.step is None and "10 jours ouvrés" in visit.words
    assert "500 €" not in visit.words and "par jour ouvré de retard" not in visit.words


def test_a_hurried_buyer_answers_six_questions(visit):
    visit.send(**STEPS[0]).send(montant="300 000", duree="24")
    assert visit.step == 3 and visit.fields["partenariat"] == ["non"]
    assert visit.fields["gratification"] == ["minimum"]
    # The tasks of the last step are those it would show chosen.
    visit.send().send({"ecrire": "1"})
    assert visit.step == 4 and "ou ne pas en prévoir" in visit.error("penalites")
    visit.send({"ecrire": "1"}, penalites="exemples")
    assert visit.step is None and "450 heures" in visit.words
    tasks = list(TaskExample.objects.proposed("cleaning").values_list("text", flat=True))
    given = visit.page.select_one("#texte-mode-emploi").text
    assert [task for task in tasks if f"– {task}" in given] == tasks[:5]
    every = visit.page.select_one("#texte-ensemble").text
    places = ("L'AAPC", "LE RC", "LE CCAP OU LE CCP")
    assert [every.index(f"À PLACER DANS {place}") for place in places] == sorted(
        every.index(f"À PLACER DANS {place}") for place in places
    )
    for slug in ("clause-aapc", "clause-rc", "clause-ccap"):
        assert visit.page.select_one(f"#texte-{slug}").text.strip() in every
    assert visit.page.select_one("[data-copy=texte-ensemble]")


@pytest.mark.parametrize(
    ("step", "name", "typed", "said"),
    [
        (1, "acheteur", "", "Indiquez le nom de l'acheteur."),
        (1, "objet", "x" * 201, "200 caractères au plus"),
        (1, "nature", "", "Choisissez la nature du marché."),
        (1, "nature", "lune", "n'est pas une réponse possible"),
        (2, "duree", "6", "au moins. Allongez-la"),
        (2, "duree", "longtemps", "n'est pas une durée"),
        (2, "calibre", "200", "quatre calibres"),
        (2, "declenchement", "-1", "ne peut pas être négatif"),
        (3, "gratification", "double", "n'est pas une réponse possible"),
        (3, "region", "99", "n'existe pas"),
        (4, "heures_montant", "cher", "n'est pas un montant"),
        (4, "heures_montant", "1M", "hors de proportion"),
        (4, "delai", "0", "de 1 à 60 jours ouvrés"),
        (4, "delai", "dix", "n'est pas un nombre entier"),
    ],
)
def test_what_is_typed_wrong_stays_and_is_explained_beside(visit, step, name, typed, said):
    visit.fill(until=step - 1).send(**(STEPS[step - 1] | {name: typed}))
    assert visit.step == step
    assert said in visit.error(name)
    if visit.page.select_one(f"[name={name}]").get("type") == "text":
        assert visit.fields[name] == [typed]
    assert visit.page.select_one(".fr-alert--error").get_text().strip().startswith("À corriger")


def test_a_calibre_too_long_for_the_amount_is_said_with_the_result(visit):
    visit.fill(until=1).send(duree="24", decoupage="unique", calibre="900", montant="300k")
    visit.send(**STEPS[2]).send(**STEPS[3]).send()
    alert = visit.page.select_one(".tool-warned")
    assert "fortement déconseillé" in alert.text
    assert "900 heures" in visit.words
    visit.send({"aller": "2"}).send(calibre="300").send().send().send()
    assert visit.step is None and not visit.page.select(".tool-warned")


def test_without_convention_the_result_reminds_to_ask_the_mlds_first(visit):
    reminder = "Consultez la MLDS"
    visit.fill(partenariat="non")
    asked = visit.page.select_one("main a[href^='/consulter/']")["href"]
    assert reminder in visit.words
    # The form is filled: the marché, and nobody's name.
    said = dict(parse_qsl(urlsplit(asked).query))
    assert {"acheteur", "objet", "duree", "lots"} <= said.keys()
    assert not {"contact", "nom", "courriel"} & said.keys()
    visit.send({"aller": "3"}).send(partenariat="oui").send().send()
    assert visit.step is None and reminder not in visit.words


def test_the_result_says_what_to_join_and_to_complete_before_it_is_published(visit):
    visit.fill()
    first = visit.page.main.get_text(" ").split("Tout télécharger")[0]
    assert "Joignez au RC le mode d’emploi et la fiche entreprise" in first
    assert "Complétez « Qui appeler ? »" in first.replace("\xa0", " ")
    AcademicRegion.objects.get_or_create(code="28", defaults={"name": "Normandie"})
    visit.send({"aller": "3"}).send(region="28", contact="Service des marchés").send().send()
    assert visit.step is None and "Complétez" not in visit.words
    assert "Joignez au RC" in visit.words


def test_without_a_calibre_the_amount_decides_it_and_it_is_said(visit):
    visit.fill(until=1)
    names = [each["name"] for each in visit.page.select("main form [name]:not([type=hidden])")]
    assert names.index("montant") < names.index("duree") < names.index("calibre")
    visit.send(duree="24")
    assert "ou choisissez un calibre" in visit.error("montant")
    visit.send(montant="300 000")
    said = "Nombre d’heures (calibre) d’après le montant : 450 h."
    assert visit.step == 3 and said in visit.words
    assert "au-delà de 308 h seulement" in visit.words
    assert "450 h faites par un seul jeune : 2 025 € au moins dans les deux cas" in visit.words
    visit.send(**STEPS[2]).send(**STEPS[3]).send()
    assert visit.step is None and "450 heures" in visit.words
    volume = "450 heures (environ 65 jours, soit 13 semaines)"
    assert f"{volume} , tranche de 200 000 € à moins de 400 000 € HT" in visit.words
    assert not visit.page.select(".fr-alert--error")
    visit.send({"aller": "2"}).send(calibre="300").send().send().send()
    assert "300 heures" in visit.words and "tranche de" not in visit.words


def test_where_no_row_gives_a_calibre_it_is_asked_for(visit):
    CalibreBracket.objects.all().delete()
    visit.fill(until=1).send(montant="300 000", duree="24")
    assert visit.step == 2 and "Choisissez un calibre" in visit.error("calibre")


def test_lots_and_framework_agreements_are_folded_until_used(visit):
    visit.fill(until=1)
    folded = visit.page.select_one("details.tool-more")
    assert not folded.has_attr("open")
    for name in ("calibre", "lots", "declenchement"):
        assert folded.select_one(f"[name={name}]")
    visit.send(duree="24", decoupage="par-lot", lots="150")
    assert visit.page.select_one("details.tool-more").has_attr("open")
    visit.send(lots="150\n450").back()
    assert visit.step == 2 and visit.page.select_one("details.tool-more").has_attr("open")


def test_lots_have_their_calibres(visit):
    visit.fill(until=1).send(duree="24", decoupage="par-lot", lots="150")
    assert "deux lots au moins" in visit.error("lots")
    visit.send(lots="150\n200")
    assert "Lot 2 : 200 h n'est pas un calibre" in visit.error("lots")
    visit.send(lots="150\n450 h")
    assert visit.step == 3


def test_a_task_at_least_and_twelve_at_most(visit):
    visit.fill(until=4)
    visit.send(taches=[])
    assert "Choisissez une tâche au moins" in visit.error("taches")
    visit.send(autres="\n".join(f"tâche {n}" for n in range(13)))
    assert "13 tâches" in visit.error("taches")
    visit.send(taches=["999999"], autres="")
    assert "n'est plus proposée" in visit.error("taches")


def test_another_kind_of_contract_proposes_other_tasks(visit):
    visit.fill()
    visit.send({"aller": "1"}).send(nature="it").send().send().send()
    assert visit.step == 5
    assert "tickets" in visit.words and len(visit.page.select("[name=taches][checked]")) == 5


def test_the_calibreur_fills_the_hours():
    visit = Visit(
        "?duree=36&calibre=900&decoupage=unique&partenariat=oui&gratification=accordee&x=y"
    )
    visit.send(**STEPS[0])
    assert visit.fields["duree"] == ["36"] and visit.fields["calibre"] == ["900"]
    visit.send()
    assert visit.fields["gratification"] == ["accordee"] and "x" not in visit.fields


def test_what_the_calibreur_knows_is_not_asked_again():
    visit = Visit("?duree=24&montant=300000&partenariat=non&gratification=minimum")
    visit.send(**STEPS[0])
    assert visit.fields["montant"] == ["300\xa0000"]
    visit.send()
    assert "ou je ne sais pas" in visit.words
    assert visit.send().step == 4


def test_words_are_never_markup_nor_code(visit):
    visit.fill(acheteur="<script>alert(1)</script>\x0b\ud7ff", objet="{{ contact }}{% if %}")
    assert visit.step is None
    assert visit.page.main.find("script") is None
    assert "<script>alert(1)</script>" in visit.words and "{{ contact }}{% if %}" in visit.words


def test_a_forged_form_comes_back_to_the_first_wrong_step(visit):
    answer = visit.client.post(ADDRESS, {"document": "archive"})
    assert answer.status_code == 200 and "Étape 1 sur 5" in answer.content.decode()
    for data in (
        {},
        {"etape": "9"},
        {"etape": "-1", "aller": "x"},
        {"etape": "5", "nature": "\x00"},
    ):
        assert visit.client.post(ADDRESS, data).status_code == 200
    visit.fill()
    assert "Votre clause est écrite" in visit.send({"document": "inconnu"}).words


def test_nothing_is_kept_of_the_visitor(visit):
    AcademicRegion.objects.update_or_create(code="28", defaults={"name": "Normandie"})
    visit.fill(until=2).send(**STEPS[2], region="28").send(**STEPS[3])
    with CaptureQueriesContext(connection) as queries:
        visit.send()
    assert "région académique Normandie" in visit.words
    said = [query["sql"] for query in queries]
    assert len([sql for sql in said if sql.startswith("SELECT")]) <= 10, said
    assert not [sql for sql in said if sql.startswith(("INSERT", "UPDATE", "DELETE"))]
    assert set(visit.client.cookies) <= {"csrftoken"}
    assert visit.answer["Cache-Control"] == "private, no-cache"


def test_another_site_cannot_fill_the_page():
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(ADDRESS, {"acheteur": "Ailleurs"}).status_code == 403


def test_amounts_of_lots_come_from_the_calibreur_and_give_their_hours():
    visit = Visit("?duree=24&decoupage=par-lot&montants=90000;250000&sans_minimum=oui")
    visit.send(**STEPS[0])
    assert visit.fields["sans_minimum"] and visit.page.select_one("details.tool-more[open]")
    visit.send(declenchement="50k")
    assert visit.step == 3 and "lot 1, 150 h, lot 2, 450 h" in visit.words
    visit.send().send({"ecrire": "1"}, penalites="non")
    assert "lot 1 : 150 heures ; lot 2 : 450 heures" in visit.words


def test_the_result_lists_what_stands_in_brackets_and_the_points_to_confirm(visit):
    visit.fill(partenariat="non")
    first = visit.page.main.get_text(" ").split("Tout télécharger")[0].replace("\xa0", " ")
    assert "date à compléter avant la publication]" in first and "[à vérifier]" in first
    assert "Article du règlement de la consultation" in first
    assert "Points de droit à faire confirmer" in visit.words and "– à vérifier" in visit.words
    LegalNote.objects.update(checked_on="2026-11-30")
    visit.send({"document": "inconnu"})
    assert "[à vérifier]" not in visit.words and "vérifié le 30/11/2026" in visit.words
