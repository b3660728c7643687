"""What time alone does: open, escalate, expire, release. Run by a schedule and `manage.py run_clock`.

Each rule finds its subjects in one query, then acts on each in its own transaction, on the locked
row, after asking again whether it is still due: run twice, or twice at once, it does everything once.
What climbs for being late does so a hundred at a time, each alone where one of them fails.
"""

from .late import escalate
from .placements import climb_ladder, expire, release
from .rules import RULES
from .running import LATE_AFTER, Report, last_run, run

__all__ = [
    "LATE_AFTER",
    "RULES",
    "Report",
    "climb_ladder",
    "escalate",
    "expire",
    "last_run",
    "release",
    "run",
]
