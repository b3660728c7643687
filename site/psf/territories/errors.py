"""What the territories cannot answer."""

from psf.french.days import numeric


class UnknownSchoolCalendar(LookupError):
    """The school calendar of an academy does not reach the day asked.

    `first` and `last` bound what is known; both are None where nothing is. `str()` is a French
    sentence fit for a user.
    """

    def __init__(self, academy, day, first, last):
        self.academy, self.day, self.first, self.last = academy, day, first, last
        super().__init__(academy, day, first, last)

    def __str__(self):
        if self.last is None:
            return f"Calendrier scolaire inconnu pour l’académie {self.academy}."
        if self.day > self.last:
            return (
                f"Calendrier scolaire inconnu au-delà du {numeric(self.last)}"
                f" (académie {self.academy})."
            )
        return (
            f"Calendrier scolaire inconnu avant le {numeric(self.first)} (académie {self.academy})."
        )
