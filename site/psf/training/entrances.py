"""By which doors one enters, and as whom: of the accounts of a role, the one entered longest ago.

Several people learn at once: each gets another service as long as there are any.
"""

from dataclasses import dataclass

from django.db.models import F, QuerySet

from psf.accounts.models import User
from psf.accounts.roles import Role


@dataclass(frozen=True, slots=True)
class Entrance:
    slug: str
    role: Role
    label: str
    about: str


# Nobody publishes or opens accounts here: the doors are open to whoever finds them.
ENTRANCES = (
    Entrance(
        "coordination",
        Role.ACADEMIC,
        "coordinatrice ou coordonnateur",
        "Toute une académie : offres, jeunes, parcours.",
    ),
    Entrance(
        "tutorat", Role.TUTOR, "tutrice ou tuteur", "Un service : ses jeunes, leurs parcours."
    ),
    Entrance(
        "equipe-nationale",
        Role.NATIONAL,
        "membre de l'équipe nationale",
        "Les chiffres, sans personne.",
    ),
    Entrance(
        "redaction", Role.WRITER, "rédactrice ou rédacteur", "Les pages du site, en brouillon."
    ),
    Entrance("relecture", Role.REVIEWER, "relectrice ou relecteur", "Les brouillons à relire."),
    Entrance("dpo", Role.DPO, "DPO", "Durées, demandes, consultations."),
)
BY_SLUG = {entrance.slug: entrance for entrance in ENTRANCES}


def accounts_of(role: Role) -> "QuerySet[User]":
    """Invented people of that role, whoever was entered longest ago first."""
    found = User.objects.active().filter(is_demonstration=True, groups__name=role)
    return found.order_by(F("last_login").asc(nulls_first=True), "pk")


def next_account(role: Role) -> User | None:
    """Inside a transaction: whom somebody entering now becomes; two at once become two."""
    found = accounts_of(role)
    return found.select_for_update(of=("self",), skip_locked=True).first() or found.first()
