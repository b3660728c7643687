"""A short part of `make grammar`, and proof that each of its rules can see something."""

import pytest

from resources.clause.reading import Block, Piece
from resources.enums import BuyerKind, Ccag, Shared
from tests.grammar.contracts import BUYERS, contract
from tests.grammar.proof import of_blanks, of_contract
from tests.grammar.rules import PATTERNS, faults, of_text

# What a buyer may leave empty.
MAYBE = (
    "reference",
    "ccag_known",
    "lots",
    "pooled",
    "tranches",
    "no_minimum",
    "trigger",
    "maximum",
    "partnership",
    "consulted_on",
    "answered_on",
    "region",
    "contact",
    "granted",
    "penalties",
)
WRONG = {
    "contraction": ["le règlement de le Centre", "remis à les Hospices", "l'offre du le titulaire", "de du"],
    "elision of si": ["même si il manque"],
    "one in the plural": ["sous 1 jours", "0 heures", "dans 1 lots"],
    "several in the singular": ["450 heure", "12 jour ouvré", "1 200 heure dues", "2 lot"],
    "agreement of ouvré": ["10 jours ouvré", "1 jour ouvrés"],
    "agreement of the buyer": [
        "Les Hospices civils soumet l'exécution",
        "La Ville de Valfleury soumettent l'exécution",
        "L'Agence soumettent l'exécution",
    ],
    "thousands": ["1200 heures", "1234567 €", "1000,50 €"],
    "nothing between": ["la région ( ) académique", "« » joint"],
    "nothing before": ["le titulaire , puis", "le marché .", "lot 1,, lot 2", "fin..", "soit :;"],
    "nothing after": ["la MLDS de la région académique .", "sous , avec", "le lot est.", "représentée par,", "marché n°."],
    "a dash alone": ["Article du CCAP –", "– – tâche"],
    "two spaces": ["le  titulaire"],
    "a word twice": ["la la Ville", "le titulaire titulaire"],
    "a variable": ["{{ objet }}", "pour None heures"],
    "elision": [
        "le Agence", "de Évry", "du Agence", "au État", "que il", "la Hôpital", "de Hyères", "ce accord",
    ],
    "elision before a consonant": ["l'Ville", "d'Valfleury", "l'Haute Autorité", "d'handicap"],
}  # fmt: skip
RIGHT = """
La Ville de Valfleury soumet l'exécution du marché à une clause.
Les Hospices civils de Valfleury soumettent l'exécution du marché.
Le volume minimal est de 450 heures (environ 65 jours, soit 13 semaines), tous lots réunis.
Au plus 35 heures par semaine et 8 heures par jour, 30 minutes de pause après 4 h 30.
Pas de présence de 22 h à 6 h, sauf dérogation (code du travail, articles L3161-1, L3162-1 et suivants).
À la demande de l'acheteur, le titulaire les remet sous 1 jour ouvré, avec la fiche à jour.
Soit 2 025 € au moins si un seul jeune fait 450 heures.
L'acheteur peut demander où elle en est.
1 500,50 € si l'interlocuteur manque la réunion ; 40 € par heure due.
Entre le Havre et la Haute Autorité, de onze à douze, un oui.
la MLDS de la région académique Île-de-France.
Lot 2 : 150 heures
Chez l'acheteur : ……………………………………………………
loi n° 2021-1104 du 22 août 2021, article 35
Marché n° 2027-014, contrat M 12.
une copie à l'établissement, qu'il remet à l'issue du stage
""".strip().splitlines()


@pytest.mark.parametrize(
    ("rule", "text"), [(rule, text) for rule, texts in WRONG.items() for text in texts]
)
def test_each_rule_sees_what_is_wrong(rule, text):
    assert [found for found in of_text(text) if found.startswith(f"{rule}:")], text


def test_every_rule_is_tried():
    assert set(PATTERNS) <= set(WRONG)


@pytest.mark.parametrize("text", RIGHT)
def test_what_is_right_passes(text):
    assert list(of_text(text)) == []


def paragraph(text, kind="paragraph"):
    return Block(kind, ((Piece(text, False),),))


def test_what_a_colon_announces_must_come_and_a_sentence_begins_with_a_capital():
    announced = [paragraph("Heures de chaque lot :"), paragraph("Lot 1", "points")]
    assert list(faults(announced)) == []
    assert "nothing follows" in next(faults([paragraph("Heures de chaque lot :")]))
    assert "no capital" in next(faults([paragraph("le titulaire accueille.")]))
    assert "a space that may break" in next(faults([paragraph("Lot 1 : 150")]))


def test_the_generated_contracts_leave_nothing_untried():
    """Names of every kind, with and without each thing that may be empty."""
    made = [contract(1, number) for number in range(600)]
    assert {draft.buyer for draft in made} == set(BUYERS)
    for name in MAYBE:
        assert {bool(getattr(draft, name)) for draft in made} == {True, False}, name
    assert {0 in draft.lots for draft in made} == {True, False}
    assert {draft.buyer_kind for draft in made} == set(BuyerKind.values)
    assert {draft.ccag for draft in made} == {None, *Ccag}
    assert {draft.shared for draft in made} == {"", *Shared.values}
    assert {draft.named.is_plural for draft in made} == {True, False}
    assert {1, 2} <= {draft.document_days for draft in made}
    assert max(draft.hours for draft in made) > 1_000


@pytest.mark.parametrize("number", range(12))
def test_a_generated_contract_is_written_in_french(number):
    assert of_contract(1, number) == []


def test_papers_that_nobody_filled_are_written_in_french():
    assert of_blanks() == []
