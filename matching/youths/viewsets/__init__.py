"""Registries of the matching app in the admin."""

from .policies import MatchingPolicyViewSet, RetentionPolicyViewSet
from .youth import YouthViewSet

__all__ = ["MatchingPolicyViewSet", "RetentionPolicyViewSet", "YouthViewSet"]
