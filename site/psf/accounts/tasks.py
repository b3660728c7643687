"""Sessions that are over are erased; accounts, perimeters and invitations, once nothing needs them."""

from django.core.management import call_command

from psf.accounts import forgetting
from psf.worker.schedules import NIGHTLY, every

every("Effacer les sessions terminées", "psf.accounts.tasks.clear_sessions", minutes=60)
every("Oublier les comptes et périmètres échus", "psf.accounts.tasks.forget_over", minutes=NIGHTLY)


def clear_sessions() -> None:
    call_command("clearsessions")


def forget_over() -> int:
    """Return how many rows were erased or emptied; accounts last, which the others name."""
    return (
        forgetting.forget_absences()
        + forgetting.forget_invitations()
        + forgetting.forget_ended_grants()
        + forgetting.forget_dead_calendars()
        + forgetting.forget_left_accounts()
    )
