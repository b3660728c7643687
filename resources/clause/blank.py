"""The papers of a clause before any marché: what is not known yet is left to fill in."""

from resources.calibre.figures import Figures
from resources.clause.draft import Draft
from resources.clause.variables import VARIABLES
from resources.enums import MarketKind

DOTS, SHORT = "……………………………………", "………"
TASKS = (
    "Accueil, standard, secrétariat",
    "Classement, saisie, préparation de documents",
    "Rangement, inventaire, suivi du stock",
    "Présentation du secteur et de ses métiers",
)
# What the law or the words themselves tell, whatever the marché.
KEPT = (
    "seuil_heures",
    "taux",
    "taches",
    "pour_ce_marche",
    "marche",
    "titulaire",
    "piece",
    "consultation_piece",
    "consultation",
    "points_de_droit",
    "lien_objet",
    "mineurs",
    "accident",
    "stagiaires",
)


def values(figures: Figures) -> dict[str, str]:
    """Every variable of the templates; figures of the law are those in force, the rest dots or nothing."""
    draft = Draft(
        buyer=DOTS, subject=DOTS, kind=MarketKind.OTHER, hours=0, firm_months=0, tasks=TASKS
    )
    known = draft.values(figures)
    conditions = {
        name for name, text in known.items() if not text and name not in ("acheteur", "objet")
    }
    return (
        {variable.name: SHORT for variable in VARIABLES}
        | dict.fromkeys(("acheteur", "l_acheteur", "L_acheteur", "objet"), DOTS)
        | {"cout": "", "de_l_acheteur": f"de {DOTS}", "a_l_acheteur": f"à {DOTS}"}
        | {
            "volume": f"{SHORT} heures",
            "votre_volume": f"{SHORT} heures en tout",
            "duree_ferme": f"{SHORT} mois",
            "engagement": f"Le volume minimal est de {SHORT} heures.",
        }
        | dict.fromkeys(conditions, "")
        | {name: known[name] for name in KEPT}
        | {"sans_marche": "oui"}
    )
