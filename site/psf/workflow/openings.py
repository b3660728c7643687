"""What a stage or a rule opens."""

from dataclasses import dataclass

from psf.workflow.enums import Actor


@dataclass(frozen=True, slots=True)
class Opening:
    """An action to open: what, by whom, due how many days later unless a policy says otherwise.

    `step` names it in policies; two openings of one verb that wait differently have each their own.
    """

    verb: str
    actor: Actor
    days: int
    name: str = ""

    @property
    def step(self) -> str:
        return str(self.name or self.verb)
