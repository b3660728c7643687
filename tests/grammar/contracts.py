"""Contracts as buyers might describe them, one by number: the same number gives the same contract."""

from datetime import date
from decimal import Decimal
from random import Random

from offers.enums import Calibre
from psf.french.names import Article
from resources.calibre.question import Question
from resources.clause.draft import Draft, Penalties
from resources.enums import BuyerKind, Ccag, MarketKind, Shared

BUYERS = (
    """
Ville de Valfleury|Ville d'Évry|Commune d'Hyères|Centre hospitalier de Valfleury|Hôpital intercommunal
Hospices civils de Valfleury|Agence de l'eau|Agence régionale de santé|Département de l'Essonne
Région Normandie|Eurométropole de Valbourg|Communauté d'agglomération du Val|Établissement public foncier
SDIS 27|CHU de Valfleury|DREAL Normandie|AP-HP|Université de Valfleury|Lycée Jean-Exemple|État
Ministère des essais|Préfecture de l'Eure|Rectorat de Valbourg|Office public de l'habitat|Syndicat des eaux
Valfleury Habitat|Évry Habitat|Ouest Logement|Le Havre Essai Métropole|La Rochelle Essai|Les Ateliers réunis
la ville de Valfleury|Le Centre hospitalier|l'Agence de l'eau|LES HOSPICES|Haute Autorité des essais
Grand Port maritime|Archives départementales|Services techniques du Val|Groupe Exemple|Société d'exemple
Hangar numérique|Handicap Essai|Onze Lieux|Yvetot Habitat|EHPAD des Oliviers|Opéra de Valbourg
""".replace("\n", "|")
    .strip("|")
    .split("|")
)
SUBJECTS = (
    "Nettoyage des écoles",
    "Entretien des espaces verts",
    "Achat d'ordinateurs",
    "Impression du magazine",
    "Hébergement et maintenance de serveurs",
    "Assistance à maîtrise d'ouvrage",
    "Accord-cadre de fournitures de bureau (2 lots)",
    "Travaux d'étanchéité – école des Ormes",
    "Études",
)
REGIONS = (
    "",
    "Normandie",
    "Île-de-France",
    "Auvergne-Rhône-Alpes",
    "Occitanie",
    "Hauts-de-France",
    "Provence-Alpes-Côte d'Azur",
    "La Réunion",
    "Corse",
)
CONTACTS = (
    "",
    "Service des marchés",
    "Service des marchés, marches@valfleury.example, 01 99 00 12 34",
    "Camille Exemple",
)
TASKS = (
    "Accueillir le public",
    "Ranger et compter le stock",
    "Préparer les commandes",
    "Trier le courrier",
    "Entretenir l'outillage",
    "Aider à l'archivage",
)


def contract(seed: int, number: int) -> Draft:
    """Everything that a buyer may leave empty is sometimes empty."""
    luck = Random(f"{seed} {number}")
    lots: tuple[int, ...] = ()
    tranches: tuple[int, ...] = ()
    if luck.random() < 0.35:
        lots = tuple(luck.choice(Calibre.values) for _ in range(luck.randint(2, 8)))
        if luck.random() < 0.3:
            lots = (0, *lots)
    elif luck.random() < 0.3:
        tranches = tuple(luck.choice((0, *Calibre.values)) for _ in range(luck.randint(1, 4)))
    ccag = luck.choice((None, *Ccag))
    consulted_on = luck.choice((None, date(2026, 3, 1), date(2026, 10, 12)))
    return Draft(
        buyer=luck.choice(BUYERS),
        article=luck.choice([None] * 5 + [Article.NONE, Article.LES]),
        subject=luck.choice(SUBJECTS),
        kind=luck.choice(MarketKind.values),
        buyer_kind=luck.choice(BuyerKind.values),
        ccag=ccag,
        ccag_known=bool(ccag) or luck.random() < 0.5,
        shared=luck.choice(("", "", *Shared.values)),
        members=luck.choice((0, 2, 7)),
        hours=sum(lots) or luck.choice(Calibre.values),
        firm_months=luck.choice((12, 13, 18, 24, 36, 48, 60, 120)),
        firm_days=luck.choice((0, 0, 0, 15, 7)),
        renewals=luck.choice((0, 0, 1, 3)),
        amount=luck.choice((None, Decimal(luck.randint(1_000, 6_000_000)))),
        reference=luck.choice(("", "2027-014", "M 12", "2026/CLA/0007")),
        lots=lots,
        lot_amounts=tuple(Decimal(luck.randint(1_000, 900_000)) for _ in lots),
        pooled=bool(lots) and luck.random() < 0.5,
        tranches=tranches,
        no_minimum=luck.random() < 0.3,
        trigger=luck.choice((None, None, Decimal(luck.choice((900, 50_000, 1_234_567))))),
        maximum=luck.choice((None, None, Decimal(2_000_000))),
        consulted_on=consulted_on,
        answered_on=luck.choice((None, date(2026, 11, 2))) if consulted_on else None,
        partnership=luck.random() < 0.5,
        region=luck.choice(REGIONS),
        contact=luck.choice(CONTACTS),
        granted=luck.random() < 0.3,
        penalties=Penalties(
            luck.choice((None, Decimal(500), Decimal("1500.50"))),
            luck.choice((None, Decimal(40), Decimal(1))),
            luck.choice((None, Decimal(50), Decimal(1000))),
            cap=luck.choice((None, Decimal(0), Decimal(5), Decimal("7.5"))),
            floor=luck.random() < 0.5,
            observations=luck.choice((None, 15, 30, 60)),
        ),
        document_days=luck.choice((1, 2, 5, 10, 15, 60)),
        tasks=tuple(luck.sample(TASKS, luck.randint(1, len(TASKS)))),
    )


def question(seed: int, number: int) -> Question:
    """The same for the calibreur."""
    luck = Random(f"calibreur {seed} {number}")
    lots: tuple[Decimal, ...] = ()
    if luck.random() < 0.3:
        lots = tuple(Decimal(luck.randint(1, 900_000)) for _ in range(luck.randint(2, 6)))
    return Question(
        amount=sum(lots, Decimal(0)) or Decimal(luck.randint(1, 7_000_000)),
        firm_months=luck.randint(1, 60),
        renewals=luck.randint(0, 3),
        firm_days=luck.choice((0, 0, 1, 15)),
        lots=lots,
        pooled=bool(lots) and luck.random() < 0.5,
        threshold=luck.choice(("", "state", "works")),
        partnership=luck.choice((None, True, False)),
        granted=luck.random() < 0.3,
        wished=None if lots else luck.choice((None, *Calibre.values)),
        no_minimum=luck.random() < 0.3,
        notified_on=luck.choice(
            (None, date(luck.randint(2025, 2031), luck.randint(1, 12), luck.randint(1, 28)))
        ),
        zone=luck.choice(("", "A", "CORSE")),
    )
