"""The map of France, services and schools: no person."""

from psf.personal.rules import IMPERSONAL, Impersonal

IMPERSONAL.add(
    Impersonal(
        "Référentiels publics et calendriers",
        (
            "territories.AcademicRegion",
            "territories.Academy",
            "territories.Department",
            "territories.Commune",
            "territories.SchoolHoliday",
            "territories.School",
        ),
    ),
    Impersonal(
        "Services : leurs numéro et adresse communs",
        ("territories.Service", "territories.Service_communes"),
    ),
)
