"""Registries of the matching app in the admin."""

from .durations import RetentionPolicyViewSet
from .policies import MatchingPolicyViewSet, NoticeViewSet, WatchedWordsViewSet
from .youth import YouthViewSet

__all__ = [
    "MatchingPolicyViewSet",
    "NoticeViewSet",
    "RetentionPolicyViewSet",
    "WatchedWordsViewSet",
    "YouthViewSet",
]
