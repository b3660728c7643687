"""Sessions that are over are erased."""

from django.core.management import call_command

from psf.worker.schedules import every

every("Effacer les sessions terminées", "psf.accounts.tasks.clear_sessions", minutes=60)


def clear_sessions() -> None:
    call_command("clearsessions")
