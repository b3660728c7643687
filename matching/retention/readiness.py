"""« Peut-on détruire aujourd'hui ? »: the answer, and each thing that it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from django_q.models import Schedule

from matching.models import RetentionPolicy, Youth
from matching.retention import seams
from matching.retention.archiving import archives_of
from psf.french.days import numeric
from psf.french.moments import numeric_moment
from psf.french.numbers import counted
from psf.perimeter.scope import widened

DESTRUCTION = "matching.retention.tasks.destroy"


@dataclass(frozen=True, slots=True)
class Check:
    """One thing without which nothing is destroyed."""

    what: str
    holds: bool
    detail: str


@dataclass(frozen=True, slots=True)
class Readiness:
    answer: str
    checks: list[Check]
    refusal: str


def readiness(services: Sequence[int], on: date) -> Readiness:
    """For the files of these services and of their archives."""
    policy = RetentionPolicy.current(on)
    refusal = seams.refusal(policy, on)
    with widened(archives_of(services), reason="conservation: what may be destroyed"):
        due = len(seams.due(Youth.objects.current(), on))
    checks = [_decided(policy), _advised(policy), _visa(policy, on), _due(due)]
    return Readiness(_answer(refusal, due), checks, refusal)


def _answer(refusal: str, due: int) -> str:
    if refusal:
        return "Non : rien ne peut être détruit aujourd'hui."
    if not due:
        return "Oui, mais aucun dossier de vos services n'est à détruire."
    return f"Oui : {counted(due, 'dossier')} à détruire{_next_night()}."


def _next_night() -> str:
    night = Schedule.objects.filter(func=DESTRUCTION).order_by("next_run").first()
    at = night.next_run if night else None
    return f", à partir du {numeric_moment(at)}" if at and at > timezone.now() else ""


def _decided(policy: RetentionPolicy) -> Check:
    if policy.is_decided:
        by = policy.decided_as or policy.validated_by
        said = f"le {numeric(policy.decided_on)} par {by}, en vigueur depuis le"
        return Check("Durées décidées", True, f"{said} {numeric(policy.valid_from)}")
    proposed = RetentionPolicy.objects.waiting().count()
    waiting = f"{counted(proposed, 'proposition')} à décider" if proposed else "aucune proposition"
    return Check("Durées décidées", False, f"non : {waiting}")


def _advised(policy: RetentionPolicy) -> Check:
    if policy.opinion_on:
        said = f"{policy.get_opinion_display()}, le {numeric(policy.opinion_on)}"
        return Check("Avis du DPO", True, said)
    if policy.is_decided:  # Before the opinion and the decision were kept apart.
        return Check("Avis du DPO", True, "d'une version ancienne")
    advised = RetentionPolicy.objects.waiting_for_decision()
    if row := advised.order_by("-opinion_on").first():
        return Check("Avis du DPO", True, f"donné sur {row}, qui attend sa décision")
    return Check("Avis du DPO", False, "pas encore donné")


def _visa(policy: RetentionPolicy, on: date) -> Check:
    what = "Visa d'élimination des archives"
    if not policy.visa_reference:
        return Check(what, False, "aucune référence dans les durées en vigueur")
    until = f" au {numeric(policy.visa_until)}" if policy.visa_until else ", sans fin"
    detail = f"{policy.visa_reference}, du {numeric(policy.visa_on)}{until}"
    return Check(what, policy.visa_holds(on), detail)


def _due(number: int) -> Check:
    said = f"{counted(number, 'dossier')}, annoncés il y a un mois et que rien ne retient"
    return Check("À détruire", bool(number), said if number else "aucun dossier aujourd'hui")
