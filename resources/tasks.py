"""What the worker does for the pages: scheduled publication, the weekly list of what to read again."""

from datetime import datetime

from django.core.management import call_command
from django.utils import timezone

from psf.accounts.models import User
from psf.accounts.roles import Role
from psf.messaging.post import Recipient, post
from psf.personal.durations import DURATIONS
from psf.worker.batches import by_batches, delete_some
from psf.worker.schedules import every
from resources import outside
from resources.models import MissedSearch, Testimonial
from resources.reviewing import to_review

PUBLISH_MINUTES = 10
DAY_MINUTES = 24 * 60
MOST_LINES = 40


every("Publication programmée", "resources.tasks.publish_scheduled", minutes=PUBLISH_MINUTES)
every("Liens vers d’autres sites", "resources.tasks.try_links", minutes=DAY_MINUTES)
every("Oublier les recherches anciennes", "resources.tasks.forget_old_misses", minutes=DAY_MINUTES)
every(
    "Oublier les témoignages terminés",
    "resources.tasks.forget_ended_testimonials",
    minutes=DAY_MINUTES,
)
every("Pages à revérifier", "resources.tasks.tell_what_to_review", minutes=DAY_MINUTES)


def forget_old_misses() -> int:
    """Searches without result that nobody asks any more, or that nobody will read."""
    kept = list(MissedSearch.objects.kept().values_list("pk", flat=True))
    erased, _ = MissedSearch.objects.exclude(pk__in=kept).delete()
    return erased


def forget_ended_testimonials(*, now: datetime | None = None) -> int:
    """Erase testimonies whose agreement ended long ago, with their versions; return how many."""
    over = Testimonial.objects.filter(
        ends_on__lt=timezone.localdate(DURATIONS["editorial"].before(now))
    )
    return by_batches(lambda size: delete_some(over, size))


def publish_scheduled() -> None:
    """Publish and unpublish what editors dated."""
    call_command("publish_scheduled")


def try_links() -> int:
    """Each link to another site about once a week; one that failed, again the next day."""
    return outside.try_links()


def tell_what_to_review() -> int:
    """Once a week, to each publisher, when something waits; return how many messages were written."""
    week = timezone.localdate().isocalendar()
    found = to_review()
    if not found:
        return 0
    lines = [f"- {each.kind} : {each.what} ({each.where}), {each.why}" for each in found]
    if len(lines) > MOST_LINES:
        lines = [*lines[:MOST_LINES], f"- et {len(lines) - MOST_LINES} autres, dans le rapport."]
    count = 0
    publishers = User.objects.filter(is_active=True, groups__name=Role.PUBLISHER).exclude(email="")
    for user in publishers:
        message = post(
            "editorial_review",
            None,
            Recipient(name=user.get_full_name(), email=user.email, user=user),
            values={"nombre": str(len(found)), "liste": "\n".join(lines)},
            cause="Contenus à revérifier",
            key=f"editorial:{user.pk}:{week.year}-{week.week}",
        )
        count += message is not None
    return count
