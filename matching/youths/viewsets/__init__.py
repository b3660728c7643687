"""Registries of the matching app in the admin."""

from .durations import RetentionPolicyViewSet
from .policies import MatchingPolicyViewSet, WatchedWordsViewSet
from .youth import YouthViewSet

__all__ = [
    "MatchingPolicyViewSet",
    "RetentionPolicyViewSet",
    "WatchedWordsViewSet",
    "YouthViewSet",
]
