"""What destruction asks of the rules of retention, in one place.

`nightly` calls these by name and decides nothing itself.
"""

from datetime import date

from matching.models import RetentionPolicy
from matching.querysets import YouthQuerySet
from psf.french.days import numeric
from psf.territories.models import Service

NOT_DECIDED = (
    "Les durées de conservation ne sont pas décidées : les échéances suivent celles par défaut, et rien n'est"
    " effacé."
)
NOT_YET = "Les durées décidées s'appliquent à partir du {day} : rien n'est effacé d'ici là."
NO_VISA_AHEAD = " Elles ne portent aucun visa d'élimination : rien ne le sera ensuite non plus."
NO_VISA = (
    "Aucun visa d'élimination des archives n'est en vigueur : rien n'est effacé tant qu'une version des"
    " durées n'en porte pas la référence."
)


def due(among: YouthQuerySet, on: date) -> dict[int, str]:
    """{id of a record in use: rule, a value of EndOfRecord}, of those due for anonymisation on that day.

    `among` narrows the question, asked twice: to draw up a bordereau, and again under the lock of each
    batch, so that what became blocked in between is kept.
    """
    found = among.due_for_anonymisation(on).announced(on).with_rule(on)
    return dict(found.values_list("pk", "rule"))


def refusal(policy: RetentionPolicy, on: date) -> str:
    """Why nothing may be destroyed on that day, in French; "" when all is decided.

    Public archives are destroyed with a visa only: code du patrimoine, L212-2 and L214-3.
    """
    if not policy.is_decided:
        coming = RetentionPolicy.objects.decided().filter(valid_from__gt=on).order_by("valid_from")
        if (first := coming.first()) is None:
            return NOT_DECIDED
        visa = "" if first.visa_holds(first.valid_from) else NO_VISA_AHEAD
        return NOT_YET.format(day=numeric(first.valid_from)) + visa
    return "" if policy.visa_holds(on) else NO_VISA


def visa_of(policy: RetentionPolicy) -> str:
    """The reference of the archives' visa that stands on a bordereau; "" without one."""
    return policy.visa_reference


def in_sight_of(service: Service) -> list[int]:
    """The services in which records of `service` may stand: itself, and its restricted archive."""
    archives = Service.everywhere.archives_of([service])
    return [service.pk, *archives.values_list("pk", flat=True)]
