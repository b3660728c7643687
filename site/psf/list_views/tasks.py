"""Views of accounts that are closed: their own end, those they shared stay without their name."""

from django.db import transaction

from psf.list_views.models import DefaultView, SavedView
from psf.perimeter.scope import all_services
from psf.worker.schedules import NIGHTLY, every

every(
    "Effacer les vues des comptes fermés",
    "psf.list_views.tasks.forget_views_of_closed_accounts",
    minutes=NIGHTLY,
)


@transaction.atomic
def forget_views_of_closed_accounts() -> int:
    """Return how many views were erased."""
    with all_services("views of closed accounts"):
        closed = SavedView.objects.filter(owner__is_active=False)
        closed.shared().update(owner=None)
        DefaultView.objects.filter(user__is_active=False).delete()
        number, _ = closed.delete()
    return number
