"""Registries of the matching app in the admin."""

from .policies import MatchingPolicyViewSet, RetentionPolicyViewSet, WatchedWordsViewSet
from .youth import YouthViewSet

__all__ = [
    "MatchingPolicyViewSet",
    "RetentionPolicyViewSet",
    "WatchedWordsViewSet",
    "YouthViewSet",
]
