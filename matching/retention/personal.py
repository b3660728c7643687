"""Tables of retention: none says anything of a person who can be found."""

from psf.personal.rules import IMPERSONAL, Impersonal

IMPERSONAL.add(
    Impersonal(
        "Statistiques : mois, étapes, heures et motifs, sans rien qui désigne la personne",
        ("matching.StatisticalYouth", "matching.StatisticalPlacement"),
    ),
    Impersonal(
        "Preuve de l’effacement : codes de dossiers qui n’existent plus",
        ("matching.Manifest", "matching.ManifestLine", "ledger.AppliedLine"),
    ),
)
