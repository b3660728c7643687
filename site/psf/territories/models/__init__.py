"""Tables of the territories. None holds anything about a person followed by a service."""

from .areas import AcademicRegion, Academy, Commune, Department
from .calendar import SchoolHoliday
from .organisations import School, Service

__all__ = [
    "AcademicRegion",
    "Academy",
    "Commune",
    "Department",
    "School",
    "SchoolHoliday",
    "Service",
]
