"""The clause's documents: filled, opened, read back; nothing is left to fill and nothing runs."""

import io
import re
from decimal import Decimal

import pytest
from docx import Document

from psf.documents import word
from resources.clause import texts
from resources.clause.draft import Draft, Penalties, sample
from resources.clause.kinds import CLAUSES, KINDS, find_sample
from resources.clause.reading import as_text, read
from resources.clause.variables import SAMPLES
from resources.enums import MarketKind
from tests.documents.papers import faults, whole
from tests.resources.figures import FIGURES

SLUGS = list(KINDS)
WORDS_TO_AVOID = re.compile(r"décrocheu|entretien d.embauche|candidature", re.IGNORECASE)


def filled(slug, draft):
    return word.render_own(KINDS[slug].built_in.read_bytes(), draft.values(FIGURES))


def said(slug, draft):
    return as_text(read(filled(slug, draft))).replace("\xa0", " ")


def bare(**more):
    """A contract of which nothing optional is known."""
    facts = {
        "buyer": "Ville de Valfleury",
        "subject": "Fournitures",
        "kind": MarketKind.OTHER,
        "hours": 150,
        "firm_months": 12,
        "tasks": ("Classer",),
    }
    return Draft(**(facts | more))


@pytest.mark.parametrize("slug", SLUGS)
def test_the_own_template_is_what_the_texts_say(slug):
    fresh = whole(texts.SHEETS[slug]().document)
    kept = whole(Document(io.BytesIO(KINDS[slug].built_in.read_bytes())))
    assert kept == fresh, "run python -m resources.clause.texts"


@pytest.mark.parametrize(
    "draft", [sample("cleaning", ("Ranger", "Trier")), bare()], ids=["full", "bare"]
)
@pytest.mark.parametrize("slug", SLUGS)
def test_a_filled_document_is_a_paper_that_anybody_can_walk(slug, draft):
    document = Document(io.BytesIO(filled(slug, draft)))
    assert faults(document) == []
    head = document.sections[0].header.paragraphs[0].text.replace("\xa0", " ")
    assert draft.buyer in head and draft.subject.replace("'", "’") in head
    assert ("marché n° 2027-014" in head) is bool(draft.reference)


def test_each_line_of_a_variable_is_an_item_of_its_list():
    draft = bare(hours=600, lots=(150, 450), tasks=("Ranger <le> stock", "Trier & compter"))
    for slug, items in (
        ("fiche-entreprise", ["Ranger <le> stock", "Trier & compter"]),
        (
            "clause-ccap",
            [
                "Lot 1 : 150 heures (environ 22 jours, soit 4 semaines et 2 jours)",
                "Lot 2 : 450 heures (environ 65 jours, soit 13 semaines)",
            ],
        ),
    ):
        document = Document(io.BytesIO(filled(slug, draft)))
        found = [
            p.text.replace("\xa0", " ")
            for p in document.paragraphs
            if p.style.name == "List Bullet"
        ]
        assert [text for text in found if text in items] == items


@pytest.mark.parametrize("slug", SLUGS)
def test_the_own_template_would_be_accepted_in_the_admin(slug):
    word.check(KINDS[slug].built_in.read_bytes(), KINDS[slug].names)


@pytest.mark.parametrize("draft", [sample("cleaning", ("Ranger",)), bare()], ids=["full", "bare"])
@pytest.mark.parametrize("slug", SLUGS)
def test_a_filled_document_opens_and_leaves_no_variable(slug, draft):
    content = filled(slug, draft)
    text = as_text(read(content))
    assert len(text) > 200
    assert not re.search(r"\{\{|\}\}|\{%|%\}|None", text)
    assert not WORDS_TO_AVOID.search(text)
    assert Document(io.BytesIO(content)).core_properties.language == "fr-FR"
    assert read(content)[0].kind == "title"


def test_every_variable_is_described_and_given():
    assert set(SAMPLES) == set(bare().values(FIGURES)) == set(KINDS["clause-rc"].names)
    used = {
        name
        for kind in KINDS.values()
        for name in re.findall(
            r"\{\{ (\w+) \}\}|\{%p? if (?:not )?(\w+)", Document(kind.built_in).element.xml
        )
    }
    assert {name for pair in used for name in pair if name} <= set(SAMPLES)


def test_the_buyers_own_words_stand_in_the_documents():
    draft = sample("green_spaces", ("Ramasser et trier les déchets verts",))
    for slug in ("clause-rc", "grille-analyse", "convention-mlds", "reunion-lancement"):
        assert "Ville de Valfleury" in said(slug, draft), slug
    for slug in ("mode-emploi", "fiche-entreprise", "grille-analyse", "reunion-lancement"):
        assert "– Ramasser et trier les déchets verts" in said(slug, draft), slug
    assert "un marché d’espaces verts" in said("fiche-entreprise", draft)
    assert "450 heures (environ 65 jours, soit 13 semaines)" in said("clause-ccap", draft)
    assert "région académique Normandie" in said("clause-rc", draft)
    assert "Marché n° 2027-014" in said("reunion-lancement", draft)


def test_the_contract_article_says_what_the_clause_is():
    text = said("clause-ccap", bare())
    for part in (
        "L2112-2",
        "16 à 25 ans",
        "mission de lutte contre le décrochage scolaire (MLDS)",
        "période ferme de 12 mois",
        "toute semaine commencée est déduite",
        "sans qu’un parcours excède six mois",
        "l’un après l’autre",
        "le titulaire reste responsable",
        "ni le profil du jeune, ni les notes de suivi",
    ):
        assert part in text, part


def test_the_contract_article_says_from_when_to_answer_and_what_hours_left_become():
    text = said("clause-ccap", bare())
    assert "dans les deux semaines qui suivent l’envoi du profil du jeune" in text
    assert "l’acheteur veille à ce qu’un autre jeune soit proposé ou met fin aux accueils" in text
    assert "qui suivent l’envoi de son profil" in said("mode-emploi", bare())


def test_the_rules_of_the_consultation_announce_information_only_with_a_contact():
    without = said("clause-rc", bare())
    assert "Consultation de la MLDS" in without and "Renseignements" not in without
    assert "Renseignements" in said("clause-rc", sample("green_spaces"))
    linked = said("clause-rc", bare(partnership=True))
    assert "Partenariat avec la MLDS" in linked and "Consultation" not in linked


def test_a_bid_without_the_fiche_is_irregular_and_the_clause_is_no_criterion():
    text = said("clause-rc", bare())
    assert "Une offre sans fiche entreprise est irrégulière." in text and "L2152-7" in text
    assert "l’offre est irrégulière" in said("clause-aapc", bare())
    assert "irrégulière sans elle" in said("fiche-entreprise", bare())


def test_penalties_are_those_the_buyer_chose():
    none = said("clause-ccap", bare())
    assert (
        "Aucune pénalité propre à la clause n’est prévue." in none
        and "par jour ouvré de" not in none
    )
    one = said("clause-ccap", bare(penalties=Penalties(missing_hour=Decimal("35.50"))))
    assert "35,50 € par heure due et non réalisée" in one
    assert "manque la réunion" not in one and "Aucune pénalité" not in one
    assert "Rappeler les pénalités" in said(
        "reunion-lancement", bare(penalties=Penalties(late_day=Decimal(50)))
    )


def test_gratification_is_the_legal_minimum_or_granted():
    legal, granted = bare(hours=450), bare(hours=150, granted=True)
    assert "dépasse 308 heures dans l’année scolaire" in said("clause-ccap", legal)
    assert "dès la première heure de présence, quelle que soit" in said("clause-ccap", granted)
    assert "4,50 € par heure, en vigueur depuis le 1er janvier 2026" in said("mode-emploi", legal)
    assert "Soit 2 025 € au moins" in said("mode-emploi", legal)
    assert "Soit 675 € au moins" in said("mode-emploi", granted)
    assert "Rien n’est dû par la loi pour un jeune qui ferait 150 heures" in said(
        "mode-emploi", bare()
    )


def test_lots_and_trigger_stand_in_the_article():
    draft = bare(hours=600, lots=(150, 450), pooled=True, trigger=Decimal(50_000))
    text = said("clause-ccap", draft)
    assert "Chaque titulaire doit les heures de son lot." in text and "réunis" not in text
    assert (
        "– Lot 1 : 150 heures (environ 22 jours, soit 4 semaines et 2 jours)\n– Lot 2 : 450 heures (env"
        in text
    )
    assert "s’additionnent en une seule offre" in text and "atteint 50 000 € HT" in text
    apart = bare(hours=600, lots=(150, 450))
    assert "s’additionnent" not in said("clause-ccap", apart)
    assert "les heures de votre lot" in said("mode-emploi", apart)
    assert "ferait 150 heures. Sont dus 2 025 € au moins" in said("mode-emploi", apart)


def test_words_that_look_like_code_or_markup_stay_words():
    draft = bare(
        subject="{{ acheteur }} <b>&amp; {% if x %}", tasks=("Ranger <le> stock & {{ y }}",)
    )
    assert "{{ acheteur }} <b>&amp; {% if x %}" in said("clause-rc", draft)
    assert "– Ranger <le> stock & {{ y }}" in said("fiche-entreprise", draft)


def test_each_document_says_where_it_goes_and_has_a_name_of_its_own():
    assert len({clause.file_name for clause in CLAUSES}) == len(CLAUSES) == 8
    assert all(clause.place and clause.title for clause in CLAUSES)
    assert all(len(slug) <= 20 for slug in SLUGS)


@pytest.mark.django_db
@pytest.mark.usefixtures("rows")
def test_a_template_is_tried_on_a_kind_of_contract():
    draft = find_sample("NETTOYAGE", None)
    assert draft.kind == MarketKind.CLEANING and len(draft.tasks) >= 5
    assert find_sample("espaces", None).kind == MarketKind.GREEN_SPACES
    assert find_sample("P-2026-00042", None) is None and find_sample("", None) is None
    filled = KINDS["clause-rc"].fill(draft)
    assert filled.values["nature"] == "nettoyage des locaux" and filled.missing == []
