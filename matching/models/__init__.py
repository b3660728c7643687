"""Young people, their placements and what is recorded along the way."""

from .agreement import Agreement, Approval
from .conservation import RetentionPolicy
from .convention import PlacementPeriod, Signature
from .hold import LegalHold
from .meeting import MeetingDate
from .placement import Placement
from .policy import MatchingPolicy
from .presence import Attendance, Incident
from .protected import OfYouth
from .review import Review, ReviewLine
from .suggestion import Suggestion
from .watched import WatchedWords
from .youth import Guardian, SituationEntry, Youth, YouthInterest

__all__ = [
    "Agreement",
    "Approval",
    "Attendance",
    "Guardian",
    "Incident",
    "LegalHold",
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
    "WatchedWords",
    "Youth",
    "YouthInterest",
]
