"""The roles of the product: each is a Django group of the same name, and nothing else is a group."""

from enum import property as enum_property

from django.db.models import TextChoices


class Role(TextChoices):
    """Values are the names of the groups; what each may do stands in `permissions.py`."""

    NATIONAL = "Équipe nationale"
    REGIONAL = "Chargé de mission régional"
    ACADEMIC = "Coordonnateur académique"
    DEPARTMENTAL = "Coordonnateur départemental"
    BASIN = "Coordonnateur de bassin"
    TUTOR = "Tuteur pédagogique"
    WRITER = "Rédacteur"
    REVIEWER = "Relecteur"
    PUBLISHER = "Publicateur"
    DELEGATE = "Délégué du responsable de traitement"
    DPO = "DPO"
    ADMINISTRATOR = "Administrateur"

    @enum_property
    def label(self):
        return self.value


COORDINATORS = frozenset({Role.REGIONAL, Role.ACADEMIC, Role.DEPARTMENTAL, Role.BASIN})
SEES_PERSONS = COORDINATORS | {Role.TUTOR}
EDITORIAL = frozenset({Role.WRITER, Role.REVIEWER, Role.PUBLISHER})
# The Relecteur only reads and corrects drafts: everybody else sees persons, figures or settings, or
# puts something on line (a Rédacteur's files are served as soon as they are added).
SECOND_FACTOR = frozenset(Role) - {Role.REVIEWER}

# From the widest to the narrowest: who may invite whom, who may follow whom.
RANKS = (Role.REGIONAL, Role.ACADEMIC, Role.DEPARTMENTAL, Role.BASIN, Role.TUTOR)


def not_above(role):
    """The roles of the network at the rank of `role` or below; none for a role outside it."""
    return frozenset(RANKS[RANKS.index(role) :]) if role in RANKS else frozenset()
