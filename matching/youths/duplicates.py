"""The same young person twice: within the perimeter with links, beyond it with a phone number only."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from rapidfuzz import fuzz

from matching.models import Youth
from psf.french.folding import fold
from psf.perimeter.models import AccessLog
from psf.perimeter.scope import services_in_sight, widened
from psf.territories.models import Service

ARCHIVED_HERE = (
    "Un dossier de ce jeune est en archive restreinte : un coordonnateur le rouvre depuis"
    " « Conservation »."
)
MARKS = re.compile(r"[^a-z0-9 ]+")
NEAR = 85  # Out of 100; "Dupond Léa" and "Dupont Léa" are at 90.


def ordered_names(names: str) -> tuple[str, str]:
    """What is compared of folded names: words in order, marks parting them, then joining them."""
    parted, joined = (" ".join(sorted(MARKS.sub(instead, names).split())) for instead in (" ", ""))
    return parted, joined


def names_near(one: tuple[str, str], other: tuple[str, str]) -> bool:
    """Of two `ordered_names`: hyphens and apostrophes part words, or join them."""
    return any(
        fuzz.ratio(here, there, score_cutoff=NEAR) > 0
        for here, there in zip(one, other, strict=True)
    )


@dataclass(frozen=True, slots=True)
class Identity:
    """What says that two records are one person."""

    ine: str
    last_name: str
    first_name: str
    birth_date: date

    @classmethod
    def of(cls, youth: Youth) -> "Identity":
        return cls(youth.ine, youth.last_name, youth.first_name, youth.birth_date)

    @property
    def sort_name(self) -> str:
        return fold(f"{self.last_name} {self.first_name}")

    def is_near(self, youth: Youth) -> bool:
        """Same INE, or born the same day under nearly the same name, in either order."""
        if self.ine and self.ine == youth.ine:
            return True
        if self.ine and youth.ine:
            return False
        return self.birth_date == youth.birth_date and names_near(
            ordered_names(self.sort_name), ordered_names(youth.sort_name)
        )


def find_within(identity: Identity, *, but: int | None = None) -> list[Youth]:
    """Records in sight that are probably the same person; `but` is the id of the one at hand."""
    candidates = Youth.objects.current().filter(
        Q(birth_date=identity.birth_date) | (Q(ine=identity.ine) & ~Q(ine=""))
    )
    return [
        youth
        for youth in candidates.exclude(pk=but).select_related("service", "commune")
        if identity.is_near(youth)
    ]


def find_beyond(people: Sequence[Identity], *, by) -> list[Service | None]:
    """For each identity, the service outside the current perimeter that follows it, or None.

    The one widening about duplicates: the same INE, or the same names and day of birth. Nothing
    else about the person comes out, and each answer is logged where that person is followed.
    Four queries, whatever the number of people.
    """
    if not people:
        return []
    in_sight = services_in_sight()
    others = list(Service.everywhere.exclude(pk__in=in_sight))
    with widened(others, reason="duplicates"):
        found = list(
            Youth.objects.current()
            .exclude(service__in=in_sight)
            .filter(
                (Q(ine__in=[person.ine for person in people]) & ~Q(ine=""))
                | Q(
                    birth_date__in={person.birth_date for person in people},
                    sort_name__in={person.sort_name for person in people},
                )
            )
            .select_related("service__archive_of")
        )
        by_ine = {youth.ine: youth for youth in found if youth.ine}
        by_name = {(youth.sort_name, youth.birth_date): youth for youth in found}
        matches = [
            (by_ine.get(person.ine) if person.ine else None)
            or _unless_other_ine(person, by_name.get((person.sort_name, person.birth_date)))
            for person in people
        ]
        AccessLog.objects.bulk_create(
            AccessLog(
                user=by,
                door=AccessLog.Door.DUPLICATE,
                record=youth.pk,
                code=youth.code,
                service=youth.service.origin,
            )
            for youth in matches
            if youth
        )
    return [youth.service if youth else None for youth in matches]


def _unless_other_ine(person: Identity, youth: Youth | None) -> Youth | None:
    """Two people of the same name born the same day, when both INE are known and differ."""
    return None if youth and person.ine and youth.ine and person.ine != youth.ine else youth


def followed_elsewhere(service: Service) -> str:
    """The sentence that says no more than whom to call; of an archive of one's own, who opens it."""
    if service.archive_of_id:
        if service.archive_of_id in services_in_sight():
            return ARCHIVED_HERE
        service = service.origin
    phone = f", {service.phone}" if service.phone else ""
    return f"Ce jeune est suivi par un autre service, contactez {service.name}{phone}."
