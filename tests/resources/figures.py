"""The figures of 2026 as plain values: the pure rules are tried without a database."""

from datetime import date
from decimal import Decimal

from offers.gratification import Rate
from resources import reference
from resources.calibre.figures import Bracket, Figures, Note, Row, Threshold
from resources.enums import LegalPoint

KIT = Row(date(2012, 9, 1), None, "Kit de la clause")
RATE_ROW = Row(date(2026, 1, 1), None, "Code de l'éducation, D124-8")
BIENNIAL = Row(date(2026, 1, 1), date(2027, 12, 31), "Seuils 2026-2027")

# What a fresh database says of the law: nobody has checked it yet.
NOTES = tuple(
    Note(
        note["code"],
        LegalPoint(note["code"]).label,
        note.get("words", ""),
        note.get("text", ""),
        Row(note["valid_from"], None, note["source"]),
    )
    for note in reference.notes()
)

FIGURES = Figures(
    date(2026, 11, 22),
    (
        Bracket(150, Decimal(100_000), KIT),
        Bracket(300, Decimal(200_000), KIT),
        Bracket(450, Decimal(400_000), KIT),
        Bracket(900, None, KIT),
    ),
    Rate(Decimal("4.50"), date(2026, 1, 1)),
    RATE_ROW,
    (
        Threshold("state", "État : fournitures et services", Decimal(140_000), BIENNIAL),
        Threshold("works", "travaux et concessions", Decimal(5_404_000), BIENNIAL),
    ),
    notes=NOTES,
)
