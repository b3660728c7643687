"""At which levels a person may change a text or a rule: the whole country, or their own académies."""

from dataclasses import dataclass

from django.db.models import Q

from psf.accounts.roles import Role
from psf.territories.models import Academy

NATIONAL = "national"
# Whoever holds it may change the texts of messages.
CHANGE_TEXTS = "messaging.add_messagetemplate"


@dataclass(frozen=True, slots=True)
class Level:
    """`slug` stands in addresses: "national", or the code of an académie."""

    slug: str
    label: str
    academy: Academy | None = None

    @property
    def academy_id(self):
        return self.academy.pk if self.academy else None


def levels_of(user, permission: str) -> list[Level]:
    """The levels at which `user` may add a version; none without `permission` ("app.codename")."""
    if not user.has_perm(permission):
        return []
    levels = []
    if user.is_administrator or Role.NATIONAL in user.roles:
        levels.append(Level(NATIONAL, "texte national"))
    if Role.ACADEMIC in user.roles:
        held = user.perimeter_grants.in_force()
        academies = Academy.objects.filter(
            Q(pk__in=held.filter(academy__isnull=False).values("academy"))
            | Q(region__in=held.filter(region__isnull=False).values("region"))
        )
        levels += [Level(each.code, f"académie : {each.name}", each) for each in academies]
    return levels
