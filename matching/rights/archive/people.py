"""Whose copy it is, and who else stands in the rows: of these, only what they are."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model

from matching.models import Guardian, RightsRequest, Youth
from matching.youths.handover import family_of
from offers.models import BuyerContact, CompanyContact
from psf.accounts.models import User
from psf.links.addresses import normalised
from psf.personal.rules import Person

# What is written in the place of somebody else.
ROLES: dict[type[Model], str] = {
    Youth: "un autre jeune",
    Guardian: "un représentant légal",
    CompanyContact: "une personne de l'entreprise",
    BuyerContact: "une personne de l'acheteur",
    User: "une personne du service",
}
PERSONS: dict[type[Model], Person] = {
    Youth: Person.YOUTH,
    CompanyContact: Person.CONTACT,
    BuyerContact: Person.CONTACT,
}
# A name shorter than this is hidden only with the rest of it.
SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Subject:
    """The person: their rows by model (ids), and the words that are their own."""

    model: type[Model]
    rows: dict[type[Model], frozenset[int]]
    own: frozenset[str] = field(default_factory=frozenset)

    @property
    def person(self) -> Person:
        return PERSONS[self.model]

    @property
    def ids(self) -> frozenset[int]:
        return self.rows[self.model]

    def is_self(self, model: type[Model], pk: int) -> bool:
        return pk in self.rows.get(model, ())


def subject_of(request: RightsRequest) -> Subject:
    """The young person with the records merged into theirs, and whoever asks for them; or a contact."""
    person = request.subject
    if isinstance(person, Youth):
        family = frozenset(family_of(person))
        rows: dict[type[Model], frozenset[int]] = {Youth: family}
        people: list[Model] = list(Youth.objects.filter(pk__in=family))
        if request.guardian:
            rows[Guardian] = frozenset({request.guardian.pk})
            people.append(request.guardian)
    else:
        rows = {type(person): frozenset({person.pk})}
        people = [person]
    own = {word.casefold() for each in people for word in (*words_of(each), *parts_of(each))}
    return Subject(type(person), rows, frozenset(own))


def words_of(person: Any) -> list[str]:
    """What is somebody's own: the whole name, address, telephone, INE."""
    if hasattr(person, "last_name"):
        names = [
            f"{person.first_name} {person.last_name}",
            f"{person.last_name} {person.first_name}",
        ]
    else:
        names = [person.name]
    phone = getattr(person, "phone", "")
    ways = [getattr(person, "email", ""), phone, normalised(phone), re.sub(r"\D", "", phone)]
    words = (*names, *ways, getattr(person, "ine", ""))
    return [word.strip() for word in words if word and word.strip()]


def parts_of(person: Any) -> list[str]:
    """Words of a name by which a free text may call somebody."""
    name = person.full_name if isinstance(person, Youth) else words_of(person)[0]
    return [part for part in name.split() if len(part) >= SHORTEST]


class Others:
    """Whoever else the rows name; `hide` writes in their place what they are."""

    def __init__(self, subject: Subject) -> None:
        self.subject = subject
        self._found: dict[type[Model], set[int]] = defaultdict(set)
        self._patterns: dict[bool, list[tuple[re.Pattern[str], str]]] = {}

    def meet(self, model: type[Model], pks: Iterable[int | None]) -> None:
        self._found[model] |= {pk for pk in pks if pk and not self.subject.is_self(model, pk)}
        self._patterns = {}

    def hide(self, text: str, *, free: bool = False) -> str:
        """`text` with each of them replaced by « [une personne du service] ».

        In a free text (`free`), a first name or a surname alone too.
        """
        if free not in self._patterns:
            self._patterns[free] = list(self._compiled(free))
        for pattern, role in self._patterns[free]:
            text = pattern.sub(role, text)
        return text

    def _compiled(self, free: bool) -> Iterable[tuple[re.Pattern[str], str]]:
        words: dict[str, str] = {}
        for model, pks in self._found.items():
            for person in model._base_manager.filter(pk__in=pks).order_by("pk"):
                for word in (*words_of(person), *(parts_of(person) if free else ())):
                    if word.casefold() not in self.subject.own:
                        words.setdefault(word, f"[{ROLES[model]}]")
        for word, role in sorted(words.items(), key=lambda item: (-len(item[0]), item[0])):
            yield re.compile(rf"(?<!\w){re.escape(word)}(?!\w)", re.IGNORECASE), role
