"""How many of each, and the one source of chance."""

import random
from dataclasses import dataclass

SEED = 20_261_122
DAYS = 3 * 365


@dataclass(frozen=True, slots=True)
class Size:
    youths: int = 80_000
    offers: int = 20_000
    placements: int = 100_000

    @classmethod
    def scaled(cls, scale: float) -> "Size":
        whole = cls()
        return cls(
            *(max(1, round(n * scale)) for n in (whole.youths, whole.offers, whole.placements))
        )


def chance(name: str) -> random.Random:
    """A source of chance of its own for each part: adding one changes no other."""
    return random.Random(f"{SEED}:{name}")
