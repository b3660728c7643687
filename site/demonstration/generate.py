"""Write data/*.csv: `PYTHONPATH=site python -m demonstration.generate`.

Nothing here is about anybody: names are common nouns, addresses lead nowhere, telephone numbers lie
in the ranges that the regulator keeps for fiction, mail goes to .invalid, SIRET begin with 000.
Dates count days from the day of loading. The same files come out at each run.
"""

import csv
import random
from itertools import cycle
from pathlib import Path

from demonstration import words
from demonstration.zones import ZONES, Town, Zone

DATA = Path(__file__).parent / "data"
SEED = 20261122
YEAR = 365.25
MOBILE = "06 39 98"
# Tutors who have an account of their own, by service.
TUTORS = {
    "MLDS du bassin de Saint-Denis": "tutrice.saint-denis",
    "MLDS du bassin de Rouen": "tuteur.rouen",
    "MLDS du bassin de Nice": "tutrice.nice",
}
# Share of offers declared so many days ago.
OFFER_WAVES = ((300, 14), (210, 9), (130, 4), (35, 2), (4, 1))
# Share of young people listed so many days ago, and their situations.
YOUTH_WAVES = (
    (290, 14, {"prêt pour un parcours": 10, "en accompagnement": 2, "en solution : formation": 2}),
    (95, 14, {"prêt pour un parcours": 6, "en accompagnement": 4, "contacté": 2, "injoignable": 2}),
    (21, 8, {"prêt pour un parcours": 3, "en accompagnement": 2, "à contacter": 2,
             "coordonnées erronées": 1}),
    (3, 4, {"à contacter": 3, "prêt pour un parcours": 1}),
)  # fmt: skip
CALIBRES = (300, 450, 900, 450, 150, 450)
BUYERS = (
    ("Ville de Belle-Fiction", "collectivité"),
    ("Département de l'Exemple", "collectivité"),
    ("Centre hospitalier des Songes", "établissement de santé"),
    ("Région des Brumes", "collectivité"),
    ("Rectorat imaginaire", "État"),
    ("Régie des Transports du Décor", "entité adjudicatrice"),
)
EXITS = ("arrêt en cours d'année", "sans affectation", "orientation non choisie",
         "échec à l'examen", "encore scolarisé (risque de décrochage)")  # fmt: skip
DIPLOMAS = ("aucun", "DNB", "DNB", "CFG", "CAP")


class Numbers:
    """Telephone numbers and SIRET, never twice the same."""

    def __init__(self):
        self.next_phone, self.next_siret = {}, 4000

    def phone(self, start: str) -> str:
        number = self.next_phone[start] = self.next_phone.get(start, 1000) + 1
        return f"{start} {number // 100:02d} {number % 100:02d}"

    def siret(self) -> str:
        """A right key behind a SIREN that no company has."""
        self.next_siret += 1
        head = f"000{self.next_siret:010d}"
        total = sum(
            sum(divmod(int(digit) * (2 if at % 2 == 0 else 1), 10)) for at, digit in enumerate(head)
        )
        return f"{head}{-total % 10}"


def ago(days: float) -> str:
    return f"J-{round(days)}"


def towns_of(zone: Zone):
    """The towns of a zone, each as often as it weighs."""
    return cycle([town for weight, town in zone.towns for _ in range(weight)])


def spread(total: int, waves):
    """(wave, number of rows), in the shares of the waves, adding up to `total`."""
    shares = sum(wave[1] for wave in waves)
    left = total
    for wave in waves[:-1]:
        count = round(total * wave[1] / shares)
        left -= count
        yield wave, count
    yield waves[-1], left


def offers(zone: Zone, numbers: Numbers, chance: random.Random):
    towns, sectors, calibres = towns_of(zone), cycle(words.SECTORS), cycle(CALIBRES)
    first = sum(before.offers for before in ZONES[: ZONES.index(zone)])
    for _ in range(first):
        next(sectors)
    number = 0
    for (days, _), count in spread(zone.offers, OFFER_WAVES):
        for _ in range(count):
            number += 1
            sector, rank = next(sectors), first + number
            # Every third offer has a second site, and one more to make eighty slots.
            sites = 2 if number % 3 == 0 or number == zone.offers == 16 else 1
            calibre = max(next(calibres), 450 if sites == 2 else 0)
            shared = offer(zone, number, rank, days, sector, calibre, numbers, chance)
            town = next(towns)
            for site in range(sites):
                yield {**shared, **slot(zone, number, site, town, shared, numbers, chance)}


def offer(zone, number, rank, days, sector, calibre, numbers, chance):
    word, title, cpv, romes, tasks, kind = sector
    shape = words.COMPANY_SHAPES[(rank - 1) // len(words.SECTORS)]
    row = {
        "offre": f"{zone.slug[:3].upper()}-{number:02d}",
        "entreprise": shape.format(word),
        "SIRET de l'entreprise": numbers.siret(),
        "activité": word,
        "calibre": calibre,
        "fractionnable": "non" if number % 13 == 0 else "oui",
        "déclarée le": ago(days),
        "transport": "arrêt de bus à cinq minutes" if number % 2 else "",
        "tenue et équipement": "fournie" if number % 2 else "chaussures fermées",
        "repas": "salle de pause",
        "métiers ROME": romes,
        "tâches principales": tasks,
        "second contact": person(chance, "F" if number % 2 else "M"),
        "rôle du second contact": "ressources humaines",
        "téléphone du second contact": numbers.phone(zone.phone),
    }
    if number % 14 == 13:
        # Offered by the company itself, without a public contract.
        return row
    buyer, nature = BUYERS[number % len(BUYERS)]
    follower = person(chance, "M" if number % 2 else "F")
    return row | {
        "acheteur": f"{buyer} ({zone.place})",
        "nature de l'acheteur": nature,
        "contact de l'acheteur": follower,
        "téléphone de l'acheteur": numbers.phone(zone.phone),
        "adresse électronique de l'acheteur": address(follower, buyer),
        "référence du marché": f"{zone.slug[:3].upper()}-M{100 + number}",
        "objet du marché": title,
        "nature du marché": {"services": "services", "works": "travaux"}.get(kind, "fournitures"),
        "code CPV": cpv,
        "montant HT de la période ferme": {150: 80_000, 300: 150_000, 450: 320_000, 900: 650_000}[
            calibre
        ],
        # Some end in less than six months, with hours left.
        "période ferme (mois)": 15 if number % 7 == 2 else 36,
        "date de notification": ago(days + 20),
        "gratification dès la première heure": "oui" if number % 5 == 0 else "non",
    }


def address(name: str, place: str) -> str:
    """A mail address that leads nowhere."""
    return f"{'.'.join(map(words.local_part, name.split()))}@{words.domain(place)}"


def slot(zone, number, site, town: Town, shared, numbers, chance):
    label = words.SITES[(number + 3 * site) % len(words.SITES)]
    contact = person(chance, chance.choice("FM"))
    # The first site stands in the town itself.
    commune = town.communes[0 if number % 2 else (number + site) % len(town.communes)]
    return {
        "contact": contact,
        "rôle du contact": "tuteur entreprise",
        "fonction du contact": words.FUNCTIONS[number % len(words.FUNCTIONS)],
        "téléphone du contact": numbers.phone(zone.phone),
        "adresse électronique du contact": address(contact, shared["activité"]),
        "site": f"{label} {'nord' if site == 0 else 'sud'}",
        "adresse du site": f"{number} {words.STREETS[number % len(words.STREETS)]}",
        "code INSEE de la commune": commune,
        "jours par semaine": (5, 4, 3)[number % 3],
        "heures par semaine": (35, 28, 21)[number % 3],
        "18 ans et plus": "oui" if number % 11 == 0 else "non",
        "service": town.service,
    }


def youths(zone: Zone, numbers: Numbers, chance: random.Random):
    towns, known = towns_of(zone), set()
    for (days, _, situations), count in spread(zone.youths, YOUTH_WAVES):
        kinds = cycle([name for name, share in situations.items() for _ in range(share)])
        for _ in range(count):
            row = youth(zone, days, next(towns), next(kinds), numbers, chance)
            while (row["nom"], row["prénom"]) in known:
                row |= dict(zip(("prénom", "nom"), names(chance, row["sexe"]), strict=True))
            known.add((row["nom"], row["prénom"]))
            yield row


def youth(zone, days, town: Town, situation, numbers, chance):
    sex = chance.choice("FM")
    first_name, last_name = names(chance, sex)
    age = chance.uniform(16.6, 18) if chance.random() < 0.45 else chance.uniform(18, 24.2)
    left_school = days + chance.uniform(30, 300)
    row = {
        "nom": last_name,
        "prénom": first_name,
        "sexe": sex,
        "date de naissance": ago(age * YEAR),
        "INE": f"0000{chance.randrange(10**5):05d}ZZ" if chance.random() < 0.5 else "",
        "téléphone": numbers.phone(MOBILE),
        "adresse": f"{chance.randint(1, 90)} {chance.choice(words.STREETS)}",
        "code INSEE de la commune": chance.choice(town.communes),
        "dernière formation": chance.choice(words.TRAININGS),
        "date de sortie": ago(left_school),
        "motif de sortie": chance.choice(EXITS),
        "diplôme": chance.choice(DIPLOMAS),
        "situation": situation,
        "situation depuis le": ago(days),
        "domaines souhaités": " ; ".join(chance.sample(words.WISHES, chance.choice((1, 2, 2, 3)))),
        "durée souhaitée": chance.choice((150, 150, 300, 450, "")),
        "distance possible (km)": chance.choice((10, 15, 20, 20, 30, 40)),
        "souhaite s'éloigner": "oui" if chance.random() < 0.05 else "non",
        "tuteur pédagogique": TUTORS.get(town.service, ""),
        "service": town.service,
    }
    if age < 18.9:
        guardian, _ = names(chance, chance.choice("FM"))
        row |= {
            "nom du représentant légal": last_name,
            "prénom du représentant légal": guardian,
            "lien du représentant légal": "parent",
            "téléphone du représentant légal": numbers.phone(MOBILE),
        }
    return row


def names(chance, sex):
    return chance.choice(words.FIRST_NAMES[sex]), chance.choice(words.LAST_NAMES)


def person(chance, sex):
    return " ".join(names(chance, sex))


def write(name: str, rows: list[dict]) -> None:
    titles = list(dict.fromkeys(title for row in rows for title in row))
    with (DATA / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, titles, delimiter=";", lineterminator="\n", restval="")
        writer.writeheader()
        writer.writerows(rows)


def main():
    numbers, chance = Numbers(), random.Random(SEED)
    for zone in ZONES:
        write(f"offres-{zone.slug}", list(offers(zone, numbers, chance)))
        write(f"jeunes-{zone.slug}", list(youths(zone, numbers, chance)))


if __name__ == "__main__":
    main()
