"""What the public page tells each sort of person, from the rules that the code applies."""

from dataclasses import dataclass

from django.apps import apps

from psf.personal.rules import DURATIONS, Ground, Person, Table, tables_about

# What may be asked, by ground: RGPD articles 15 to 18 and 21; 17(3)(b) and 21 leave out the others.
RIGHTS = {
    Ground.PUBLIC_TASK: (
        "accès : une copie de ce qui est enregistré sur vous",
        "rectification : faire corriger ce qui est inexact",
        "limitation : faire suspendre l’usage d’une donnée contestée",
        "opposition : demander, pour une raison qui vous est propre, que l’usage cesse",
        "effacement : quand la loi n’oblige pas à garder",
    ),
    Ground.LEGAL_DUTY: (
        "accès : une copie de ce qui est enregistré sur vous",
        "rectification : faire corriger ce qui est inexact",
        "limitation : faire suspendre l’usage d’une donnée contestée",
    ),
    Ground.CONSENT: (
        "accès : une copie de ce qui est enregistré sur vous",
        "rectification : faire corriger ce qui est inexact",
        "retrait de votre accord : la publication cesse alors",
        "effacement",
    ),
}


@dataclass(frozen=True, slots=True)
class Purpose:
    """« Incident » : « Traiter une absence… », on which ground."""

    what: str
    why: str
    ground: str


@dataclass(frozen=True, slots=True)
class Told:
    """What one sort of person is told; durations are (what, how long), that of their own row first."""

    person: Person
    purposes: list[Purpose]
    durations: list[tuple[str, str]]
    grounds: list[str]
    rights: list[str]


def told_to(person: Person) -> Told:
    """Plain values, with the numbers in force today."""
    # Their own row first: what the rest hangs on.
    tables = sorted(tables_about(person), key=lambda table: table.about != "pk")
    durations = dict.fromkeys(key for table in tables for key in _durations(table, person))
    grounds = [ground for ground in Ground if any(table.ground == ground for table in tables)]
    return Told(
        person=person,
        purposes=_purposes(tables),
        durations=[(DURATIONS[key].label, DURATIONS[key].in_words()) for key in durations],
        grounds=[ground.label for ground in grounds],
        rights=list(dict.fromkeys(right for ground in grounds for right in RIGHTS[ground])),
    )


def _durations(table: Table, person: Person) -> list[str]:
    """Those of the rows about `person`, who may be somebody else than whom most rows are about."""
    if table.person == person:
        return [table.duration]
    return [each.duration or table.duration for each in table.also if each.person == person]


def _purposes(tables: list[Table]) -> list[Purpose]:
    """One for each reason, under the name of the first table kept for it."""
    found: dict[str, Purpose] = {}
    for table in tables:
        name = str(apps.get_model(table.model)._meta.verbose_name)
        why = Purpose(name[:1].upper() + name[1:], table.purpose, table.ground.label)
        found.setdefault(table.purpose, why)
    return list(found.values())
