"""The young person as a company reads them, shown also before anything leaves: to them, to the staff."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from matching.guests.wording import age_band
from psf.french.days import weekday_date


@dataclass(frozen=True, slots=True)
class Presentation:
    """The young person, as the company may know them."""

    first_name: str
    age_band: str
    available: str
    goals: str
    helps: str
    avoid: str
    files: tuple[tuple[str, str], ...] = ()  # (slug, what it is)

    @property
    def texts(self) -> list[tuple[str, str]]:
        """(heading, text) of what was written, in the order of the page."""
        written = (
            ("Ses objectifs", self.goals),
            ("Ce qui l’aide", self.helps),
            ("À éviter", self.avoid),
        )
        return [(heading, text) for heading, text in written if text]


def presentation_of(placement, *, today: date, files: Iterable[tuple[str, str]]) -> Presentation:
    """Plain values; `files` are those that the reader may open."""
    youth = placement.youth
    start = youth.available_from
    available = (
        f"à partir du {weekday_date(start)}" if start and start > today else "dès maintenant"
    )
    if youth.available_until:
        available += f", jusqu’au {weekday_date(youth.available_until)}"
    return Presentation(
        first_name=youth.first_name,
        age_band=age_band(youth.age),
        available=available,
        goals=placement.goals,
        helps=placement.helps,
        avoid=placement.avoid,
        files=tuple(files),
    )
