"""The lists of words asked about an offer."""

from offers.enums import ClosedReason, LostReason, NextPlan, SuspendedReason
from psf.words.lists import LISTS, WordList

CLOSED = (("offers.Offer", "closed_word"),)

LISTS.add(
    WordList("lost", "Offre perdue", LostReason, "quand une offre est déclarée perdue", CLOSED),
    WordList("closed", "Offre close", ClosedReason, "quand une offre est close", CLOSED),
    WordList("suspended", "Offre suspendue", SuspendedReason, "quand une offre est suspendue"),
    WordList(
        "next_plan",
        "Suite prévue avec l'entreprise",
        NextPlan,
        "quand une offre disponible n'a personne à accueillir tout de suite",
    ),
)
