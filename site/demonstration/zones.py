"""Where the demonstration takes place: towns and services of Créteil, Normandie and Nice."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Town:
    """A town with its MLDS de bassin, and communes around it (INSEE codes)."""

    service: str
    communes: tuple[str, ...]


@dataclass(frozen=True)
class Zone:
    """An académie: its share of offers and young people, and its fictional telephone range."""

    place: str
    academy: str
    account: str
    phone: str
    offers: int
    youths: int
    towns: tuple[tuple[int, Town], ...]

    @property
    def slug(self) -> str:
        return self.account.split(".")[1]


def _mlds(name: str, communes: str) -> Town:
    return Town(f"MLDS du bassin {name}", tuple(communes.split()))


# The weight in front of a town is its share of its zone.
ZONES = (
    Zone(
        place="Créteil",
        academy="24",
        account="coordination.creteil",
        phone="01 99 00",
        offers=30,
        youths=200,
        towns=(
            (5, _mlds("de Saint-Denis", "93066 93001 93031 93070 93079")),
            (2, _mlds("de Bobigny", "93008 93010 93029")),
            (2, _mlds("de Montreuil", "93048 93006 93063")),
            (1, _mlds("de Meaux", "77284 77276 77330")),
            (2, _mlds("de Créteil", "94028 94046 94052")),
        ),
    ),
    Zone(
        place="Normandie",
        academy="70",
        account="coordination.normandie",
        phone="02 61 91",
        offers=16,
        youths=110,
        towns=(
            (4, _mlds("de Rouen", "76540 76681 76575")),
            (2, _mlds("du Havre", "76351 76341 76447")),
            (2, _mlds("de Caen", "14118 14327 14437")),
        ),
    ),
    Zone(
        place="Nice",
        academy="23",
        account="coordination.nice",
        phone="04 65 71",
        offers=14,
        youths=90,
        towns=(
            (4, _mlds("de Nice", "06088 06027 06123")),
            (1, _mlds("de Cannes", "06029 06030 06085")),
            (2, _mlds("de Toulon", "83137 83126 83129")),
        ),
    ),
)
