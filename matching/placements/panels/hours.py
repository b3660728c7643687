"""Hours of a file: planned, taken from the offer, done, and what they make due."""

from matching.models import Placement
from matching.placements.gratification import gratification_of
from offers.life.hours import HoursPanel

NOT_DUE = "pas due par la loi pour ces heures"


def hours_of_file(placement: Placement) -> HoursPanel:
    """Read with the attendances at hand; what was done before at this host: one query."""
    return HoursPanel(placement.counted.rows, gratification_of(placement).warning or NOT_DUE)
