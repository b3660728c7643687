"""Public codes such as J-2026-00042: a letter, the year, a number that never comes back."""

import re
from collections.abc import Iterable

from django.db import connection, migrations
from django.utils import timezone

WRITTEN = re.compile(r"([A-Z])[\s-]?(\d{4})[\s-]?(\d{1,9})")
NUMBER = re.compile(r"\d{1,7}")
# Files are closed, archived and forgotten before.
YEARS_BACK = 10
LARGEST_KEY = 2**63 - 1


def key_of(text: str) -> int:
    """The key of a row that an address or a box holds; 0, which no row has, when it holds none."""
    key = int(text) if text.isdecimal() and len(text) < 20 else 0
    return key if key <= LARGEST_KEY else 0


class CodeSequence:
    """Codes drawn from a database sequence, the same for every service and never locked.

    Numbers go on from year to year and may have gaps (a rolled back creation).
    """

    def __init__(self, letter: str, sequence: str):
        self.letter = letter
        self.sequence = sequence

    def next(self) -> str:
        """Return a new code for the current year in Paris."""
        return self.take(1)[0]

    def take(self, count: int) -> list[str]:
        """Return `count` new codes in one query."""
        with connection.cursor() as cursor:
            cursor.execute(
                "select nextval(%s::regclass) from generate_series(1, %s)", [self.sequence, count]
            )
            year = timezone.localdate().year
            return [self._code(year, number) for (number,) in cursor.fetchall()]

    def read(self, typed: str) -> list[str]:
        """Codes that `typed` may be: whole, with or without dashes, or its number alone.

        A number never comes back, so that of the years of a number alone one at most exists.
        """
        text = typed.strip().upper()
        if found := WRITTEN.fullmatch(text):
            letter, year, number = found.groups()
            return [self._code(int(year), int(number))] if letter == self.letter else []
        if NUMBER.fullmatch(text):
            year = timezone.localdate().year
            return [self._code(each, int(text)) for each in range(year - YEARS_BACK, year + 1)]
        return []

    def _code(self, year: int, number: int) -> str:
        return f"{self.letter}-{year}-{number:05d}"

    def never_again(self, codes: Iterable[str]) -> None:
        """Move the sequence past these codes, which a database restored from a backup may not know."""
        highest = max((int(code.rsplit("-", 1)[1]) for code in codes), default=0)
        with connection.cursor() as cursor:
            sequence = connection.ops.quote_name(self.sequence)
            cursor.execute(
                f"select setval(%s::regclass, %s) from {sequence} where last_value < %s",
                [self.sequence, highest, highest],
            )


class CreateCodeSequence(migrations.RunSQL):
    """Create the sequence behind a `CodeSequence`."""

    def __init__(self, sequence: str):
        super().__init__(f"create sequence {sequence}", f"drop sequence {sequence}")
