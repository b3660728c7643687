"""Background work on offers: contacts who left long ago are forgotten."""

from offers import forgetting
from psf.worker.schedules import NIGHTLY, every

every("Oublier les contacts partis", "offers.tasks.forget_left_contacts", minutes=NIGHTLY)


def forget_left_contacts() -> int:
    """Those nothing open waits for; return how many."""
    return forgetting.forget_left_contacts()
