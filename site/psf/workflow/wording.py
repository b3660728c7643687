"""Who and until when, in the words that every screen uses."""

from datetime import date

from django.utils import timezone

from psf.accounts.models import User
from psf.french.days import short
from psf.workflow.enums import WITHOUT_ACCOUNT, Actor
from psf.workflow.models import Action

FAR_DAYS = 60
# An offer that nobody answered climbs by an action of its own, for that level.
CLIMBED_TO = frozenset({Actor.DEPARTMENT, Actor.REGION, Actor.NATIONAL})


def due_in_words(due: date, today: date) -> str:
    """« en retard de 3 jours », « aujourd'hui », « dans 5 jours (le 27/11) »."""
    days, day = (due - today).days, short(due, today)
    if days < -1:
        return f"en retard de {-days} jours (depuis le {day})"
    if days == -1:
        return f"en retard d'un jour (depuis le {day})"
    if days == 0:
        return "aujourd'hui"
    if days == 1:
        return f"demain (le {day})"
    if days > FAR_DAYS:
        return f"le {day}"
    return f"dans {days} jours (le {day})"


def who_in_words(action: Action, user: User) -> str:
    """« vous », the person in charge, or the role that must take it."""
    if action.person_id == user.pk:
        return "vous"
    if action.person_id:
        return str(action.person)
    role = action.get_actor_display()
    return role if action.actor in WITHOUT_ACCOUNT else f"{role}, à prendre"


# To whom a late action has climbed; the nearest level first.
NEAREST = "aux coordonnateurs du service"
TOLD: dict[str, str] = {
    Actor.DEPARTMENT: "au coordonnateur départemental",
    Actor.REGION: "au chargé de mission régional",
    Actor.NATIONAL: "à l'équipe nationale",
}


def climbed_in_words(action: Action, today: date) -> str:
    """To whom an action has climbed and when; "" when it has not.

    An offer without a young person becomes that level's own action; of a late action that level is
    told, and whoever had to do it still has to.
    """
    if action.offer_id and action.actor in CLIMBED_TO:
        since = timezone.localdate(action.opened_at)
        return f"remontée : {action.get_actor_display()}, depuis le {short(since, today)}"
    if action.escalated_on:
        day = short(action.escalated_on, today)
        return f"remontée : retard signalé {TOLD.get(action.escalated_to, NEAREST)} le {day}"
    return ""
