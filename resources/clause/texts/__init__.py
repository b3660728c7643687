"""The clause's own texts, as Word templates: `python -m resources.clause.texts` writes them.

Sources: code de la commande publique L2112-2, L2152-7 (what a lawyer must check stands in
resources/data/law.toml); code de l'éducation L122-2, L124-5, L124-6,
D124-6, D124-8; code du travail L3161-1, L3162-1 and following; the project's kits for the way it is
carried out. The communications team replaces each of them in the admin; these stay the last resort.
"""

from collections.abc import Callable
from pathlib import Path

from psf.documents.sheet import Sheet
from resources.clause.texts.annexes import fiche, mode_emploi
from resources.clause.texts.articles import aapc, rc
from resources.clause.texts.contract import ccap
from resources.clause.texts.names import RUNNING
from resources.clause.texts.papers import convention, grille, lancement

FOLDER = Path(__file__).parents[1] / "templates"


def headed(write: Callable[[], Sheet]) -> Callable[[], Sheet]:
    """The same paper, that says on each page of which marché it is."""
    return lambda: write().headed(RUNNING)


WRITERS = {
    "clause-aapc": aapc,
    "clause-rc": rc,
    "clause-ccap": ccap,
    "mode-emploi": mode_emploi,
    "fiche-entreprise": fiche,
    "grille-analyse": grille,
    "convention-mlds": convention,
    "reunion-lancement": lancement,
}
SHEETS = {slug: headed(write) for slug, write in WRITERS.items()}
