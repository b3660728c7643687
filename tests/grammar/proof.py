"""One generated contract through everything that is written about it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from psf.documents import word
from psf.territories.school_days import Holiday
from resources.calibre.checks import checks
from resources.calibre.insertion import Work, compare
from resources.calibre.reckoning import reckon
from resources.calibre.school import Zone
from resources.clause.blank import values as blank_values
from resources.clause.kinds import KINDS
from resources.clause.reading import read
from tests.grammar.contracts import contract, question
from tests.grammar.rules import faults, of_text
from tests.resources.figures import FIGURES

SUMMER = Holiday(date(2027, 7, 3), date(2027, 8, 31), name="Vacances d’été")
ZONES = tuple(
    Zone(code, label, (SUMMER,), SUMMER.last_day)
    for code, label in (("A", "Zone A"), ("B", "Zone B"), ("CORSE", "Corse"))
)
KNOWN = replace(FIGURES, zones=ZONES)


def of_contract(seed: int, number: int) -> list[str]:
    """« contract, paper: fault » of each."""
    return [f"--seed {seed} --only {number}, {fault}" for fault in _found(seed, number)]


def of_blanks() -> list[str]:
    """The same of the papers that nobody filled."""
    values = blank_values(FIGURES)
    return [
        f"blank {slug}, {fault}"
        for slug, kind in KINDS.items()
        if kind.blank
        for fault in faults(read(word.render_own(kind.built_in.read_bytes(), values)))
    ]


def _found(seed: int, number: int) -> Iterator[str]:
    values = contract(seed, number).values(FIGURES)
    for slug, kind in KINDS.items():
        for fault in faults(read(word.render_own(kind.built_in.read_bytes(), values))):
            yield f"{slug}: {fault}"
    for text in _said(seed, number):
        for fault in of_text(text):
            yield f"calibreur: {fault}"


def _said(seed: int, number: int) -> Iterator[str]:
    reckoning = reckon(question(seed, number), KNOWN)
    yield from (reckoning.warning, reckoning.remark, reckoning.volume.about)
    yield from (part.why for part in reckoning.parts)
    for check in checks(reckoning):
        yield from (check.title, check.text, check.repair)
    asked = reckoning.question
    work = Work(asked.amount, Decimal(50), Decimal(5), Decimal(30), asked.firm_months)
    found = compare(work, KNOWN)
    yield from (found.time, found.amount, found.conclusion)
