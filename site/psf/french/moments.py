"""Moments in words, at the time of Paris."""

from datetime import datetime

from django.utils import timezone

from psf.french.days import hour, numeric, weekday_date, weekday_full_date


def moment_in_words(at: datetime) -> str:
    """« mardi 1er décembre à 14 h »."""
    local = timezone.localtime(at)
    return f"{weekday_date(local.date())} à {hour(local)}"


def full_moment(at: datetime) -> str:
    """« mardi 1er décembre 2026 à 14 h »."""
    local = timezone.localtime(at)
    return f"{weekday_full_date(local.date())} à {hour(local)}"


def until_in_words(at: datetime, now: datetime) -> str:
    """« jusqu'à 14 h 05 », « jusqu'à mercredi 2 décembre à 9 h »: the day where it is not today's."""
    local = timezone.localtime(at)
    is_today = local.date() == timezone.localtime(now).date()
    return f"jusqu’à {hour(local) if is_today else moment_in_words(at)}"


def numeric_moment(at: datetime) -> str:
    """« 27/11/2026 à 14:05 »."""
    local = timezone.localtime(at)
    return f"{numeric(local)} à {local:%H:%M}"


def short_moment(at: datetime) -> str:
    """« 27/11 à 14:05 », of what is close."""
    return f"{timezone.localtime(at):%d/%m à %H:%M}"
