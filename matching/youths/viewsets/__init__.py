"""Registries of the matching app in the admin."""

from .policies import (
    MatchingPolicyViewSet,
    NoticeViewSet,
    RetentionPolicyViewSet,
    WatchedWordsViewSet,
)
from .youth import YouthViewSet

__all__ = [
    "MatchingPolicyViewSet",
    "NoticeViewSet",
    "RetentionPolicyViewSet",
    "WatchedWordsViewSet",
    "YouthViewSet",
]
