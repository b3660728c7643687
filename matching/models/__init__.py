"""Young people, their placements and what is recorded along the way."""

from .agreement import Agreement, Approval
from .convention import PlacementPeriod, Signature
from .meeting import MeetingDate
from .notice import Notice
from .placement import Placement
from .policy import MatchingPolicy, RetentionPolicy
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
    "MatchingPolicy",
    "MeetingDate",
    "Notice",
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
