"""A version in plain words: what it says that differs from what it would inherit."""

from typing import Any

from django.utils.text import capfirst

from psf.french.numbers import counted
from psf.territories.models import Academy
from psf.workflow.enums import Approver, Counting
from psf.workflow.kinds import ActionKind
from psf.workflow.models import StagePolicy
from psf.workflow.policies import catalog
from psf.workflow.policies.effective import EffectivePolicy, policy_of_academy

DAYS_A_WEEK = 7


def inherited_by(academy: Academy | None) -> EffectivePolicy:
    """What a version of this scope inherits: the national version, or the code's own values."""
    return EffectivePolicy() if academy is None else policy_of_academy()


def days(count: int) -> str:
    """« 1 jour », « 5 jours »."""
    return counted(count, "jour")


def delay_in_words(policy: EffectivePolicy, count: int) -> str:
    """« 4 semaines », « 15 jours », « 10 jours ouvrés »: a delay as a text says it, one day at least."""
    count = max(count, 1)
    if policy.counting != Counting.CALENDAR:
        return counted(count, "jour ouvré", "jours ouvrés")
    if count > DAYS_A_WEEK and count % DAYS_A_WEEK == 0:
        return counted(count // DAYS_A_WEEK, "semaine")
    return days(count)


def differences(version: StagePolicy, inherited: EffectivePolicy) -> list[str]:
    """One line for each thing that this version changes."""
    lines = []
    if version.counting and version.counting != inherited.counting:
        lines.append(f"Jours comptés : {Counting(version.counting).label}")
    for name in catalog.DELAYS:
        own = getattr(version, name)
        if own is not None and own != inherited.delay(name):
            label = capfirst(version.name_of(name))
            lines.append(f"{label} : {days(own)} au lieu de {inherited.delay(name)}")
    for move in catalog.approvals():
        lines += _approval(version, inherited, move)
    for step in catalog.steps().values():
        lines += _step(version.step(step.step), inherited, step)
    return lines


def _approval(version: StagePolicy, inherited: EffectivePolicy, move: str) -> list[str]:
    field = f"approval_{move}"
    own = getattr(version, field)
    if not own:
        return []
    before = inherited.approver(move)
    if own == Approver.NOBODY:
        return [f"Approbation {version.name_of(field)} : plus demandée"] if before else []
    if before and before.value == own:
        return []
    return [f"Approbation {version.name_of(field)} : {Approver(own).label}"]


def _step(own: dict[str, Any], inherited: EffectivePolicy, step: ActionKind) -> list[str]:
    lines, label = [], step.label_in_policies
    if own.get("days") is not None and own["days"] != inherited.days(step):
        lines.append(f"{label} : {days(own['days'])} au lieu de {inherited.days(step)}")
    if "escalation" in own and own["escalation"] != inherited.escalation(step.step):
        lines.append(f"{label} : remonte après {days(own['escalation'])} de retard")
    if own.get("instructions"):
        lines.append(f"{label} : consigne « {own['instructions']} »")
    if own.get("required"):
        lines.append(f"{label} : points obligatoires : {', '.join(own['required'])}")
    if own.get("checklist"):
        lines.append(f"{label} : points à vérifier : {', '.join(own['checklist'])}")
    return lines
