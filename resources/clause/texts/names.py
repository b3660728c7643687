"""What the texts share."""

from psf.documents.sheet import Sheet

CLAUSE = "Clause sociale de formation sous statut scolaire"
# At the head of each page: a sheet that was printed finds its contract again.
RUNNING = (
    "{% if sans_marche %}Clause sociale de formation sous statut scolaire{% else %}{{ acheteur }} –"
    " {{ objet }}{% if reference %} – {{ marche }} n° {{ reference }}{% endif %}{% endif %}"
)


def hours(page: Sheet) -> None:
    """What follows « {{ engagement }} » in each paper: lots or tranches, trigger, members of a group."""
    page.when("lots", then=["Heures de chaque lot :"], points=["{{ lots }}"])
    page.when("tranches", then=["Heures de chaque tranche :"], points=["{{ tranches }}"])
    page.when("commandes", then=["{{ commandes }}"])
    page.when("groupement", then=["{{ groupement }}"])
