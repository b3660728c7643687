"""Hours of a file: planned, taken from the offer, done, and what they make due."""

from matching.models import Placement
from matching.placements.gratification import gratification_of
from offers.life.hours import BEYOND, HoursPanel, HoursRow

NOTE = (
    "Consommées : déduites de l'offre à la fin de la présence, toute semaine commencée comptant"
    " entière. Présence enregistrée : faites, semaine par semaine."
)
NOT_DUE = "pas due par la loi pour ces heures"


def hours_of_file(placement: Placement) -> HoursPanel:
    """Read with the attendances at hand; what was done before at this host: one query."""
    rows = [
        HoursRow("prévues", placement.hours),
        HoursRow("réservées sur l'offre", placement.hours_reserved),
        HoursRow("consommées", placement.hours_consumed),
    ]
    if placement.hours_exceeded:
        rows.append(HoursRow(BEYOND, placement.hours_exceeded))
    present = sum(row.hours for row in placement.attendances.all())
    rows.append(HoursRow("présence enregistrée", present, converted=False))
    return HoursPanel(rows, gratification_of(placement).warning or NOT_DUE, NOTE)
