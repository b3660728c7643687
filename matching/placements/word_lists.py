"""The lists of words asked about a parcours."""

from matching.enums import (
    ExtensionReason,
    IncidentKind,
    InterruptedReason,
    MissedReason,
    NotRetainedReason,
    SilenceReason,
    WayOn,
    WithdrawnReason,
)
from psf.words.lists import LISTS, WordList

ENDED = (("matching.Placement", "end_word"),)

LISTS.add(
    WordList(
        "not_retained",
        "Non retenu par l'entreprise",
        NotRetainedReason,
        "quand l'entreprise ne retient pas un jeune, par son lien aussi",
        ENDED,
    ),
    WordList(
        "withdrawn",
        "Proposition retirée",
        WithdrawnReason,
        "quand une proposition est retirée",
        ENDED,
    ),
    WordList(
        "silence",
        "Entreprise sans réponse",
        SilenceReason,
        "avec le rappel d'engagement, et quand on dit pourquoi une entreprise ne répond pas",
        (("matching.Placement", "silence_word"),),
    ),
    WordList(
        "interrupted",
        "Parcours interrompu",
        InterruptedReason,
        "quand la présence s'arrête avant sa fin",
        ENDED,
    ),
    WordList(
        "extension",
        "Réservation prolongée",
        ExtensionReason,
        "quand une réservation est prolongée",
    ),
    WordList("missed", "Réunion manquée", MissedReason, "quand une réunion n'a pas eu lieu"),
    WordList(
        "way_on",
        "Suite du parcours",
        WayOn,
        "quand un parcours est clôturé",
        (("matching.Placement", "way_on_word"),),
    ),
    WordList(
        "incident",
        "Nature d'un incident",
        IncidentKind,
        "quand un incident est signalé",
        (("matching.Incident", "kind_word"),),
    ),
)
