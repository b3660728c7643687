"""Young people, their placements and what is recorded along the way."""

from .convention import PlacementPeriod, Signature
from .meeting import MeetingDate
from .placement import Placement
from .policy import MatchingPolicy, RetentionPolicy
from .presence import Attendance, Incident
from .protected import OfYouth
from .review import Review, ReviewLine
from .suggestion import Suggestion
from .youth import Guardian, SituationEntry, Youth, YouthInterest

__all__ = [
    "Attendance",
    "Guardian",
    "Incident",
    "MatchingPolicy",
    "MeetingDate",
    "OfYouth",
    "Placement",
    "PlacementPeriod",
    "RetentionPolicy",
    "Review",
    "ReviewLine",
    "Signature",
    "SituationEntry",
    "Suggestion",
    "Youth",
    "YouthInterest",
]
