"""What search engines and networks are told of each tool."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tool:
    address_name: str
    name: str  # in the breadcrumb
    title: str
    description: str


CALIBREUR = Tool(
    "outils:calibreur",
    "Calibreur",
    "Calibreur : combien d’heures pour votre clause ?",
    "Du montant de votre marché au nombre d’heures de la clause sociale de formation : calibre,"
    " coût pour l’entreprise, points à vérifier.",
)
INSERTION = Tool(
    "outils:insertion",
    "Insertion ou formation ?",
    "Insertion ou formation ? Comparer les deux clauses",
    "La formule de la clause d’insertion et le calibre de la clause de formation sur le même marché :"
    " deux questions, le temps et le montant.",
)
REDACTEUR = Tool(
    "outils:redacteur",
    "Rédacteur de clause",
    "Rédacteur de clause",
    "En cinq étapes, les textes de la clause sociale de formation pour vos documents de"
    " consultation : CCAP, règlement, annexes, grille d’analyse.",
)
