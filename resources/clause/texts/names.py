"""What the texts share."""

from psf.documents.sheet import Sheet

CLAUSE = "Clause sociale de formation sous statut scolaire"


def hours(page: Sheet) -> None:
    """What follows « {{ engagement }} » in each paper: lots or tranches, trigger, members of a group."""
    page.when("lots", then=["Heures de chaque lot :\n{{ lots }}"])
    page.when("tranches", then=["Heures de chaque tranche :\n{{ tranches }}"])
    page.when("commandes", then=["{{ commandes }}"])
    page.when("groupement", then=["{{ groupement }}"])
