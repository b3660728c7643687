"""What the buttons of a page need to make a move of its subject."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any, Self

from psf.workflow.forms import asks_nothing
from psf.workflow.history import newest_move
from psf.workflow.kinds import Subject
from psf.workflow.machine import Choice


@dataclass(frozen=True, slots=True)
class Buttons:
    """`one_tap` names the moves made at once; `seen` is the newest move when the page was read."""

    subject_url: str
    one_tap: frozenset[str]
    seen: int | str

    @classmethod
    def of(
        cls, subject: Subject, choices: Iterable[Choice], *, url: str, forms: Container[str]
    ) -> Self:
        """For `subject`, whose moves named in `forms` ask something first: one query."""
        newest = newest_move(subject)
        return cls(
            subject_url=url,
            one_tap=frozenset(
                choice.transition.name
                for choice in choices
                if asks_nothing(choice.transition, forms)
            ),
            seen=newest.pk if newest else "",
        )

    def entries(self) -> dict[str, Any]:
        """For the context of a template that shows them."""
        return {"subject_url": self.subject_url, "one_tap": self.one_tap, "seen": self.seen}
