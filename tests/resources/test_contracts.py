"""Contracts written by hand go through the rédacteur; their eight papers never contradict each other.

What the papers say is read back from the files of the archive.
"""

import io
import re
import tomllib
import zipfile
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.utils import timezone

from psf.french.days import full_date
from psf.quantities.days import read_day
from psf.territories.models import AcademicRegion
from resources.clause.kinds import CLAUSES
from resources.clause.reading import as_text, read
from tests.resources.visit import ADDRESS

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("rows")]
CONTRACTS = tomllib.loads((Path(__file__).parent / "contracts.toml").read_text("utf-8"))["contract"]
BASE = {
    "acheteur": "Ville de Valfleury",
    "objet": "Prestations 2027",
    "reference": "2027-014",
    "nature": "cleaning",
    "montant": "",
    "calibre": "",
    "duree": "24",
    "decoupage": "unique",
    "partenariat": "non",
    "penalites": "exemples",
    "autres": "Ranger le stock",
}
SHORT = {
    "aapc": "clause-aapc",
    "rc": "clause-rc",
    "ccap": "clause-ccap",
    "mode": "mode-emploi",
    "fiche": "fiche-entreprise",
    "grille": "grille-analyse",
    "convention": "convention-mlds",
    "lancement": "reunion-lancement",
}
PUBLISHED = ("aapc", "rc", "ccap")
# The rate in force, the loi climat, the judgment on penalties.
OF_THE_LAW = {"1er janvier 2026", "22 août 2021", "29 décembre 2008"}
HOURS = (*PUBLISHED, "mode", "fiche", "grille", "lancement")
# The MLDS, the school, the tutor: no contract between others binds them.
PROMISED_FOR_OTHERS = re.compile(
    r"(?:la MLDS|l’établissement|le tuteur pédagogique) (?:en |vous |lui )?(?!scolaire)"
    r"(?:propose|informe|appelle|vérifie|prépare|accompagne|répond|peut|met|complète|conseille|tient)",
    re.IGNORECASE,
)
NOT_PRIVATE = re.compile(
    r"march[ée]|titulaire|L2112|L2152|R2152|commande publique|règlement de la consultation|CCAP|CCAG"
    r"|attribution|notification|irrégul",
    re.IGNORECASE,
)
MISWRITTEN = re.compile(
    r"\{\{|\}\}|\{%|None|\(\)|[^|\s]  [^|\s]| ,|\.\.(?!\.)|’ |[a-zé]'[a-zé]|« »| \.|\b0 heures"
)


def answers(contract):
    typed = BASE | contract["typed"]
    if not typed["montant"] and not typed["calibre"]:
        typed["calibre"] = "450"
    return typed


class Papers:
    """The result page and the eight files that one answers to these answers."""

    def __init__(self, typed):
        client = Client()
        answer = client.post(ADDRESS, typed | {"document": "archive"})
        assert answer["Content-Type"] == "application/zip", BeautifulSoup(
            answer.content, "html.parser"
        ).main.get_text(" ")
        with zipfile.ZipFile(io.BytesIO(answer.content)) as archive:
            names = archive.namelist()
            kept = [
                each
                for each in CLAUSES
                if typed["partenariat"] == "non" or each.slug != SHORT["convention"]
            ]
            assert len(names) == len(kept)
            texts = [as_text(read(archive.read(name))).replace("\xa0", " ") for name in names]
        by_slug = dict(zip((clause.slug for clause in kept), texts, strict=True))
        self.names = names
        self.of = {short: by_slug[slug] for short, slug in SHORT.items() if slug in by_slug}
        self.page = BeautifulSoup(
            client.post(ADDRESS, typed | {"document": "tout"}).content, "html.parser"
        )

    def named(self, where):
        groups = {"published": PUBLISHED, "hours": HOURS}
        return {short: self.of[short] for short in groups.get(where, (where,))}

    @property
    def warned(self):
        return [
            " ".join(each.get_text(" ").split())
            for each in self.page.select(".tool-warned .fr-alert__title")
        ]

    def alike(self, pattern, papers=HOURS):
        """What `pattern` finds in each of these papers; the same in all."""
        found = {short: sorted(set(re.findall(pattern, self.of[short]))) for short in papers}
        assert len({tuple(each) for each in found.values()}) == 1, found
        return found[papers[0]]


@pytest.fixture
def papers(request):
    AcademicRegion.objects.update_or_create(code="28", defaults={"name": "Normandie"})
    return Papers(answers(request.param))


every_contract = pytest.mark.parametrize(
    ("contract", "papers"),
    [(each, each) for each in CONTRACTS],
    ids=[each["name"] for each in CONTRACTS],
    indirect=["papers"],
)


def test_there_are_forty_contracts_of_every_sort():
    assert len(CONTRACTS) >= 40
    assert len({each["name"] for each in CONTRACTS}) == len(CONTRACTS)
    typed = [each["typed"] for each in CONTRACTS]
    assert {each.get("ccag") for each in typed} >= {"pi", "mi", "moe", "fcs", "aucun"}
    assert {each.get("nature") for each in typed} >= {"it", "building", "roads", "other"}
    assert {each.get("statut") for each in typed} >= {"etat", "autre", "entite", "prive", "public"}


@every_contract
def test_a_contract_becomes_its_papers(contract, papers):
    for where, sentences in contract.get("says", {}).items():
        for short, text in papers.named(where).items():
            for sentence in sentences:
                assert sentence in text, (short, sentence)
    for sentence in contract.get("never", []):
        for short, text in papers.of.items():
            assert sentence not in text, (short, sentence)
    assert papers.warned == contract.get("warned", [])
    left_open = papers.page.main.get_text(" ").replace("\xa0", " ")
    for blank in contract.get("blanks", []):
        assert blank in left_open.split("Tout télécharger")[0]

    # Amounts, hours, lots, duration and dates are the same wherever they stand.
    typed = answers(contract)
    papers.alike(r"\d[\d ]* heures \(")
    lots = papers.alike(r"Lot \d+ : (?:\d+ heures|sans clause)")
    tranches = papers.alike(r"Tranche (?:ferme|optionnelle \d) : (?:\d+|sans) heures")
    assert bool(lots) == (typed["decoupage"] != "unique")
    assert bool(tranches) == bool(typed.get("tranches"))
    papers.alike(r"(?:atteint|atteignent|maximum de) (\S[^€\[]*€ HT|\[montant à fixer\] HT)")
    papers.alike(
        r"(?:L’accord-cadre est conclu|Les heures sont dues (?:lorsque|à chaque membre dont))[^.\n]*\."
    )
    for short in HOURS:
        assert set(re.findall(r"période ferme (?:de |du \w+ \()(\d+) mois", papers.of[short])) == {
            contract.get("firm", typed["duree"])
        }, short
    assert ("convention" in papers.of) is (typed["partenariat"] == "non")
    dates = {"convention": {full_date(timezone.localdate())}}
    if typed["partenariat"] == "non":
        asked = [typed[name] for name in ("consultation", "reponse") if name in typed]
        dates["rc"] = {full_date(read_day(each)) for each in asked}
    for short, text in papers.of.items():
        said = set(re.findall(r"\b\d{1,2}(?:er)? [a-zéû]+ 20\d\d\b", text))
        assert said - OF_THE_LAW == dates.get(short, set()), short
        assert not MISWRITTEN.search(text), (short, MISWRITTEN.search(text))
    for short in (*PUBLISHED, "mode", "fiche"):
        assert not PROMISED_FOR_OTHERS.search(papers.of[short]), short

    if contract.get("private"):
        for short, text in papers.of.items():
            assert not NOT_PRIVATE.search(text), (short, NOT_PRIVATE.search(text))
        shown = papers.page.select_one("main form").get_text(" ")
        assert not re.search(r"\bRC\b|CCAP|AAPC", shown) and not re.search(
            "rc|aapc|ccap", " ".join(papers.names)
        )
    else:
        assert "prestataire" not in papers.of["ccap"] and "L2112-2" in papers.of["ccap"]
        last = re.findall(r"(?m)^\d+\. .+$", papers.of["ccap"])[-1]
        assert ("Dérogations" in last) == (typed.get("ccag") != "aucun"), last


ARTICLES = {
    "contrôle": "peut contrôler l’exécution à tout moment",
    "réponses": "répond et, sous 10 jours ouvrés, remet l’attestation de présence",
    "alerte": "avertit l’acheteur dès qu’une difficulté",
    "aucun jeune": "Si aucun jeune n’est disponible, le titulaire n’encourt aucune pénalité",
    "refus répétés": "Des refus répétés sans motif légitime, constatés après un échange contradictoire",
    "force majeure": "En cas de force majeure",
    "résiliation": "peut conduire à la résiliation",
    "groupement": "un groupement d’entreprises, les heures sont dues une seule fois",
    "sous-traitant": "Un sous-traitant peut accueillir le jeune ; le titulaire reste responsable",
    "assurance": "assurance de responsabilité civile",
    "données": "règlement général sur la protection des données",
    "confidentialité": "confidentielles",
    "suites": "étudie la possibilité de prendre le jeune en apprentissage ou dans un emploi",
    "lieu": "en un lieu où celui-ci peut assurer son suivi, en principe en France. [à vérifier : article L2112-4",
    "mineurs": "Un mineur n’est affecté à aucun travail interdit ou dangereux",
    "stagiaires": "trois stagiaires au plus par tuteur",
    "accident": "dans les 48 heures, dimanches et jours fériés non compris",
    "pièces": "les données qui identifient ou évaluent le jeune sont occultées sur ces trois pièces",
    "numéros": "[Parties à renuméroter",
}


def test_the_article_has_what_models_of_the_clause_have():
    text = Papers(BASE | {"calibre": "450"}).of["ccap"]
    for name, sentence in ARTICLES.items():
        assert sentence in text, name


@pytest.mark.parametrize(
    ("typed", "name", "said"),
    [
        ({"decoupage": "par-lot", "lots": "sans\nsans"}, "lots", "Aucun lot ne porte la clause"),
        (
            {"decoupage": "par-lot", "lots": "150\n200"},
            "lots",
            "Lot 2 : 200 h n'est pas un calibre",
        ),
        (
            {"decoupage": "par-lot", "lots": "150\n300", "montants": "90k"},
            "montants",
            "1 montant pour 2 lots",
        ),
        (
            {"decoupage": "par-lot", "montants": "90k\n250k", "montant": "400k"},
            "montants",
            "Les lots font 340 000 € en tout",
        ),
        (
            {"decoupage": "par-lot", "lots": "150\n300", "tranches": "150"},
            "tranches",
            "un lot à la fois",
        ),
        ({"calibre": "450", "tranches": "150\n31"}, "tranches", "Tranche 2 : 31 h"),
        ({"calibre": "450", "consultation": "01/01/2099"}, "consultation", "pas encore passé"),
        ({"calibre": "450", "reponse": "01/10/2026"}, "consultation", "le jour de la consultation"),
        (
            {"calibre": "450", "consultation": "02/10/2026", "reponse": "01/10/2026"},
            "reponse",
            "précède la consultation",
        ),
        (
            {"calibre": "450", "groupement": "membre", "membres": "1"},
            "membres",
            "de 2 à 500 membres",
        ),
        ({"calibre": "450", "plafond": "propre"}, "plafond_taux", "Indiquez ce plafond"),
        ({"calibre": "450", "observations": "8"}, "observations", "de 15 à 60 jours"),
        ({"calibre": "450", "statut": "roi"}, "statut", "n'est pas une réponse possible"),
    ],
)
def test_what_cannot_be_is_refused_beside_its_field(typed, name, said):
    page = BeautifulSoup(
        Client().post(ADDRESS, BASE | typed | {"document": "archive"}).content, "html.parser"
    )
    error = page.select_one(f"#id_{name}_error")
    assert error and said in error.get_text(" ").replace("\xa0", " ")


@pytest.mark.parametrize(
    "query",
    [
        "?duree=24&decoupage=unique&montant=300000&partenariat=non&gratification=minimum",
        "?duree=24&decoupage=par-lot&lots=150;450&partenariat=oui&gratification=accordee",
        "?duree=36&decoupage=communes&lots=150;300&partenariat=non",
        "?duree=24&calibre=150&decoupage=unique&declenchement=50000",
    ],
)
def test_addresses_of_before_still_lead_to_the_papers(query):
    """Those that the calibreur wrote, and pages left open, say nothing of the newer questions."""
    from urllib.parse import parse_qsl

    kept = dict(parse_qsl(query[1:]))
    assert Client().get(ADDRESS + query).status_code == 200
    old = {
        name: value
        for name, value in BASE.items()
        if name not in {"statut", "ccag", "groupement", "montants", "tranches"}
    }
    papers = Papers(old | kept)
    assert "Le marché comporte une condition d’exécution" in papers.of["aapc"]
