"""Young people, their placements and what is recorded along the way."""

from .agreement import Agreement, Approval
from .breaches import Breach
from .conservation import RetentionPolicy
from .convention import PlacementPeriod, Signature
from .distinct import DistinctYouths
from .guardian import Guardian
from .hold import LegalHold
from .manifest import Manifest, ManifestLine
from .meeting import MeetingDate
from .notice import Notice
from .pause import ReminderPause
from .placement import Placement
from .policy import MatchingPolicy
from .presence import Attendance, Incident
from .protected import OfYouth
from .review import Review, ReviewLine
from .rights import RightsRequest
from .statistics import StatisticalPlacement, StatisticalYouth
from .suggestion import Suggestion
from .watched import WatchedWords
from .youth import SituationEntry, Youth, YouthInterest

__all__ = [
    "Agreement",
    "Approval",
    "Attendance",
    "Breach",
    "DistinctYouths",
    "Guardian",
    "Incident",
    "LegalHold",
    "Manifest",
    "ManifestLine",
    "MatchingPolicy",
    "MeetingDate",
    "Notice",
    "OfYouth",
    "Placement",
    "PlacementPeriod",
    "ReminderPause",
    "RetentionPolicy",
    "Review",
    "ReviewLine",
    "RightsRequest",
    "Signature",
    "SituationEntry",
    "StatisticalPlacement",
    "StatisticalYouth",
    "Suggestion",
    "WatchedWords",
    "Youth",
    "YouthInterest",
]
