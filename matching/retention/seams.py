"""What destruction asks of the rules of retention, in one place.

`nightly` calls these by name and decides nothing itself.
"""

from datetime import date

from matching.models import RetentionPolicy
from matching.querysets import YouthQuerySet
from psf.territories.models import Service


def due(among: YouthQuerySet, on: date) -> dict[int, str]:
    """{id of a record in use: rule, a value of EndOfRecord}, of those due for anonymisation on that day.

    `among` narrows the question, asked twice: to draw up a bordereau, and again under the lock of each
    batch, so that what became blocked in between is kept. Nothing is due before
    `due_for_anonymisation` and `blocked` of the queryset say so: the merge writes here

        {youth.pk: youth.rule for youth in among.due_for_anonymisation(on)}
    """
    return {}


def refusal(policy: RetentionPolicy, on: date) -> str:
    """Why nothing may be destroyed on that day, in French; "" when all is decided.

    The merge adds the decision of the controller's delegate, and the visa of the archives where one is
    required: absent, or over on that day.
    """
    if policy.pk is None:
        return "Les durées de conservation ne sont pas décidées : rien n'est effacé."
    return ""


def visa_of(policy: RetentionPolicy) -> str:
    """The reference of the archives' visa that stands on a bordereau; "" without one."""
    return ""


def in_sight_of(service: Service) -> list[int]:
    """The services in which records of `service` may stand: itself, and its restricted archive."""
    return [service.pk]
