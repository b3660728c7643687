"""School years, public holidays, working days; school holidays loaded from their sources."""

import datetime
import functools
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar

import holidays
from vacances_scolaires_france import SchoolHolidayDates

from .enums import HolidayZone
from .models import SchoolHoliday
from .reference import rows

PACKAGE_ZONES = (HolidayZone.A, HolidayZone.B, HolidayZone.C)
NAMES = {
    "Vacances d'hiver": "Vacances d’hiver",
    "Vacances d'été": "Vacances d’été",
    "Pont de l'Ascension": "Pont de l’Ascension",
}
# Départements whose public holidays differ, and their name in the package `holidays`.
SUBDIVISIONS = {
    "57": "57",
    "67": "6AE",
    "68": "6AE",
    "971": "971",
    "972": "972",
    "973": "973",
    "974": "974",
    "975": "PM",
    "976": "976",
    "977": "BL",
    "978": "MF",
    "986": "WF",
    "987": "PF",
    "988": "NC",
}


@dataclass(frozen=True, slots=True, order=True)
class SchoolYear:
    """A school year by the year it begins in; it turns on 1 September in zones A, B and C."""

    first: int

    FIRST_MONTH: ClassVar[int] = 9

    @classmethod
    def of(cls, day: datetime.date) -> "SchoolYear":
        return cls(day.year if day.month >= cls.FIRST_MONTH else day.year - 1)

    def __str__(self):
        """« 2026-2027 », as it is stored."""
        return f"{self.first}-{self.first + 1}"

    @property
    def last_day(self) -> datetime.date:
        return datetime.date(self.first + 1, self.FIRST_MONTH, 1) - datetime.timedelta(days=1)

    @property
    def next(self) -> "SchoolYear":
        return SchoolYear(self.first + 1)


FIRST_SCHOOL_YEAR = SchoolYear(2024)


def public_holidays(department, year: int) -> MappingProxyType:
    """Return the public holidays of a département for a year: {date: French name}, read-only.

    Alsace-Moselle and overseas have their own; None is the whole country. Source: the package
    `holidays`.
    """
    return _public_holidays(SUBDIVISIONS.get(department.code) if department else None, year)


@functools.lru_cache(maxsize=256)
def _public_holidays(subdivision, year):
    found = holidays.country_holidays("FR", subdiv=subdivision, years=year, language="fr")
    return MappingProxyType(dict(sorted(found.items())))


def is_public_holiday(department, day: datetime.date) -> bool:
    return day in public_holidays(department, day.year)


def is_working_day(department, day: datetime.date) -> bool:
    """Monday to Friday, save public holidays of the département, or of the whole country for None.

    School holidays are working days.
    """
    return day.weekday() < 5 and not is_public_holiday(department, day)


@functools.cache
def package_holidays() -> list[dict]:
    """Return the holidays of zones A, B and C that the package knows, from 2024-2025 on.

    Each is {zone, name, school_year, starts_on, ends_on}; the package lists days, here joined.
    """
    found = []
    days = sorted(SchoolHolidayDates().data.items())
    for zone in PACKAGE_ZONES:
        current = None
        for day, row in days:
            if not row[f"vacances_zone_{zone.value.lower()}"]:
                continue
            name = NAMES.get(row["nom_vacances"], row["nom_vacances"])
            follows = current and day == current["ends_on"] + datetime.timedelta(days=1)
            if current and follows and name == current["name"]:
                current["ends_on"] = day
                continue
            current = {
                "zone": zone.value,
                "name": name,
                "school_year": str(SchoolYear.of(day)),
                "starts_on": day,
                "ends_on": day,
            }
            found.append(current)
    return [
        holiday for holiday in found if SchoolYear.of(holiday["starts_on"]) >= FIRST_SCHOOL_YEAR
    ]


@functools.cache
def project_holidays() -> list[dict]:
    """Return the project's own dated rows (data/school_holidays.csv), in the same shape."""
    return [
        {
            "zone": row["zone"],
            "name": row["name"],
            "school_year": row["school_year"],
            "starts_on": datetime.date.fromisoformat(row["starts_on"]),
            "ends_on": datetime.date.fromisoformat(row["ends_on"]),
        }
        for row in rows("school_holidays")
    ]


def load(replace: bool = False) -> dict:
    """Enter the known holidays that are missing.

    A holiday somebody changed in the admin stays as it is, unless `replace`. Returns
    {"created": number, "replaced": number, "different": [SchoolHoliday kept as they are]}.
    """
    stored = {_key(holiday): holiday for holiday in SchoolHoliday.objects.all()}
    created, replaced, different = [], 0, []
    for values in [*package_holidays(), *project_holidays()]:
        known = SchoolHoliday(**values)
        holiday = stored.setdefault(_key(known), known)
        if holiday is known:
            created.append(known)
        elif (holiday.starts_on, holiday.ends_on) != (known.starts_on, known.ends_on):
            if replace:
                holiday.starts_on, holiday.ends_on = known.starts_on, known.ends_on
                holiday.save(update_fields=["starts_on", "ends_on"])
                replaced += 1
            else:
                different.append(holiday)
    SchoolHoliday.objects.bulk_create(created)
    return {"created": len(created), "replaced": replaced, "different": different}


def _key(holiday) -> tuple[str, str, str]:
    return holiday.zone, holiday.school_year, holiday.name
