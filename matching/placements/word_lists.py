"""The lists of words asked about a parcours."""

from matching.enums import (
    CannotComeReason,
    ExtensionReason,
    IncidentKind,
    InterruptedReason,
    MissedReason,
    NoOpinionReason,
    NotRetainedReason,
    SilenceReason,
    WayOn,
    WithdrawnReason,
)
from psf.words.lists import LISTS, WordList
from psf.workflow.enums import CallOutcome

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
        "cannot_come",
        "Le jeune ne peut pas venir",
        CannotComeReason,
        "quand un jeune dit qu'il ne viendra pas à la réunion, par son lien aussi",
    ),
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
    WordList(
        "no_opinion",
        "Avis impossible au bilan",
        NoOpinionReason,
        "quand quelqu'un ne donnera pas son avis au bilan croisé",
    ),
    WordList(
        "call",
        "Issue d'un appel",
        CallOutcome,
        "à la fin d'un appel à une entreprise ; le suivi du jeune compte les mêmes",
        keeps_each=True,
    ),
)
