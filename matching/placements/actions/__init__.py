"""One `ActionKind` for each thing that may have to be done about a placement, by stage.

Adding one is one entry in the module of its stage: its row in the queue, its card, script, filter, tab,
delay and place among policies follow.
"""

from matching.placements import delays
from matching.placements.actions import asked, convention, meeting, presence, reserved, sent
from psf.workflow.policies import catalog

__all__ = ["asked", "convention", "meeting", "presence", "reserved", "sent"]

catalog.register_delays(**delays.DEFAULTS)
catalog.arrange(
    "Jeune prêt",
    "Réservé",
    "Transmis",
    "Réunion",
    "Convention",
    "En entreprise",
    "Bilan",
    "Après un parcours",
    "Rappels demandés",
)
