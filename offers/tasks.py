"""Background work on offers: contacts who left, and public forms that are over, are forgotten."""

from offers import forgetting
from offers.filings import forgetting as filings
from psf.worker.schedules import NIGHTLY, every

every("Oublier les contacts partis", "offers.tasks.forget_left_contacts", minutes=NIGHTLY)
# Sooner than the night: what a stranger typed of somebody waits for nothing.
every("Oublier les demandes non confirmées", "offers.tasks.forget_unconfirmed_filings", minutes=60)
every("Oublier les demandes traitées", "offers.tasks.forget_closed_filings", minutes=NIGHTLY)


def forget_left_contacts() -> int:
    """Those nothing open waits for; return how many."""
    return forgetting.forget_left_contacts()


def forget_unconfirmed_filings() -> int:
    """What came by a public form and nobody confirmed; return how many."""
    return filings.forget_unconfirmed()


def forget_closed_filings() -> int:
    """What came by a public form and was dealt with long ago; return how many."""
    return filings.forget_closed()
