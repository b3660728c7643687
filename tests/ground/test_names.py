"""Names of organisations in a sentence: their article, after « de », after « à »."""

import pytest

from psf.french.names import Article, named
from psf.french.phrases import begins_with_vowel


@pytest.mark.parametrize(
    ("name", "the", "of", "to"),
    [
        ("Centre hospitalier de Valfleury", "le Centre", "du Centre", "au Centre"),
        ("Ville d'Évry", "la Ville", "de la Ville", "à la Ville"),
        ("Agence régionale de santé", "l’Agence", "de l’Agence", "à l’Agence"),
        ("Hospices civils de Lyon", "les Hospices", "des Hospices", "aux Hospices"),
        ("Hôpital Nord", "l’Hôpital", "de l’Hôpital", "à l’Hôpital"),
        ("Haute Autorité de santé", "la Haute", "de la Haute", "à la Haute"),
        ("Département de l'Essonne", "le Département", "du Département", "au Département"),
        ("Région Normandie", "la Région", "de la Région", "à la Région"),
        ("Eurométropole de Strasbourg", "l’Euro", "de l’Euro", "à l’Euro"),
        ("Établissement français du sang", "l’Établ", "de l’Établ", "à l’Établ"),
        ("État", "l’État", "de l’État", "à l’État"),
        ("CHU de Rouen", "le CHU", "du CHU", "au CHU"),
        ("SDIS 27", "le SDIS", "du SDIS", "au SDIS"),
        ("AP-HP", "l’AP-HP", "de l’AP-HP", "à l’AP-HP"),
        ("A.R.S. Normandie", "l’A.R.S.", "de l’A.R.S.", "à l’A.R.S."),
        ("DREAL Normandie", "la DREAL", "de la DREAL", "à la DREAL"),
        ("Grand Port maritime du Havre", "le Grand Port", "du Grand Port", "au Grand Port"),
        ("Sous-préfecture de Dieppe", "la Sous", "de la Sous", "à la Sous"),
        ("CENTRE HOSPITALIER", "le CENTRE", "du CENTRE", "au CENTRE"),
        ("ville de Valfleury", "la ville", "de la ville", "à la ville"),
        # Nothing tells: no article.
        ("Valfleury Habitat", "Valfleury", "de Valfleury", "à Valfleury"),
        ("Évry Habitat", "Évry", "d’Évry", "à Évry"),
        ("Nantes Métropole", "Nantes", "de Nantes", "à Nantes"),
        ("Haute-Savoie Habitat", "Haute-Savoie", "de Haute-Savoie", "à Haute-Savoie"),
        ("Grand Poitiers", "Grand", "de Grand", "à Grand"),
        # An article of its own stays, one of the sentence is taken.
        ("Le Havre Seine Métropole", "Le Havre", "du Havre", "au Havre"),
        ("La Rochelle", "La Rochelle", "de La Rochelle", "à La Rochelle"),
        ("La Poste", "La Poste", "de La Poste", "à La Poste"),
        ("la ville d'Évry", "la ville", "de la ville", "à la ville"),
        ("Le Centre hospitalier", "le Centre", "du Centre", "au Centre"),
        ("LES HOSPICES CIVILS", "les HOSPICES", "des HOSPICES", "aux HOSPICES"),
        ("L'Agence de l'eau", "l’Agence", "de l’Agence", "à l’Agence"),
        ("l’agence de l’eau", "l’agence", "de l’agence", "à l’agence"),
    ],
)
def test_a_name_takes_its_article(name, the, of, to):
    found = named(name)
    assert found.the.startswith(the)
    assert found.of.startswith(of)
    assert found.to.startswith(to)


@pytest.mark.parametrize(
    ("name", "chosen", "the", "of"),
    [
        ("Valfleury Habitat", Article.LE, "le Valfleury Habitat", "du Valfleury Habitat"),
        ("Ville nouvelle", Article.NONE, "Ville nouvelle", "de Ville nouvelle"),
        ("Grand Poitiers", Article.LE, "le Grand Poitiers", "du Grand Poitiers"),
        ("Haute Île", Article.LA, "la Haute Île", "de la Haute Île"),
        ("Centre", Article.L, "Centre", "de Centre"),
        # « la » cannot stand before a vowel.
        ("Eaux du Val", Article.LES, "les Eaux du Val", "des Eaux du Val"),
        # The one that was chosen replaces the one that was written.
        ("La Rochelle Essai", Article.LES, "les Rochelle Essai", "des Rochelle Essai"),
        ("La Rochelle Essai", Article.NONE, "La Rochelle Essai", "de La Rochelle Essai"),
        ("Amicale", Article.LA, "l’Amicale", "de l’Amicale"),
        ("le Centre", Article.NONE, "Centre", "de Centre"),
    ],
)
def test_the_article_is_corrected_by_who_writes(name, chosen, the, of):
    found = named(name, chosen)
    assert (found.the, found.of) == (the, of)


def test_at_the_head_of_a_sentence_and_in_the_plural():
    assert named("Agence de l'eau").The == "L’Agence de l'eau"
    assert named("Hospices civils").The == "Les Hospices civils"
    assert named("Hospices civils").is_plural and not named("Ville d'Évry").is_plural
    assert named("la ville d'Évry").alone == "Ville d'Évry"
    assert named("La Rochelle").alone == "La Rochelle"
    assert named("").the == named("   ").the == ""


@pytest.mark.parametrize(
    ("word", "elides"),
    [
        ("hôpital", True),
        ("huissiers", True),
        ("hygiène", True),
        ("Yvetot", True),
        ("yaourts", False),
        ("haute", False),
        ("hangars", False),
        ("handicap", False),
        ("onze", False),
        ("œuvre", True),
        ("450", False),
    ],
)
def test_what_elides(word, elides):
    assert begins_with_vowel(word) is elides
