"""An open action as a screen shows it: what, who, until when, and what to press."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from psf.accounts.models import User
from psf.workflow.enums import WITHOUT_ACCOUNT
from psf.workflow.facts import Fact
from psf.workflow.kinds import Phone, Subject, kind_of
from psf.workflow.machine import Choice
from psf.workflow.models import Action
from psf.workflow.wording import climbed_in_words, due_in_words, who_in_words

# Beyond, an action stands under « Plus tard ».
SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class ActionCard:
    """`steps` are the moves that do it, open or closed; `by_phone` when a call does.

    `is_waiting`: somebody without an account must do it; we wait. `elsewhere` is (what to press,
    its address) when it is done on another page.
    """

    action: Action
    label: str
    who: str
    due: str
    is_late: bool
    is_today: bool
    is_mine: bool
    can_take: bool
    can_complete: bool
    is_waiting: bool
    is_far: bool
    by_phone: bool
    steps: Sequence[Choice]
    climbed: str = ""
    facts: Sequence[Fact] = ()
    elsewhere: tuple[str, str] | None = None

    @property
    def urgency(self) -> str:
        """In words, since colour alone says nothing."""
        if self.is_late:
            return "en retard"
        return "aujourd'hui" if self.is_today else "à venir"


def card_of(
    action: Action,
    user: User,
    *,
    subject: Subject = None,
    choices: Sequence[Choice] = (),
    elsewhere: tuple[str, str] | None = None,
    today: date | None = None,
) -> ActionCard:
    """The card of one open action for `user`.

    `subject`, read with what its facts need, and the `choices` of its workflow fill in what to know
    and what to press; without it the card only says what, who and until when.
    """
    today, kind = today or timezone.localdate(), kind_of(action.verb)
    found = {choice.transition.name: choice for choice in choices}
    facts = kind.facts_of(action, subject)
    if kind.ends and subject is not None:
        facts = [*facts, Fact("Se termine", kind.ends)]
    return ActionCard(
        action=action,
        label=kind.label,
        who=who_in_words(action, user),
        due=due_in_words(action.due, today),
        is_late=action.due < today,
        is_today=action.due == today,
        is_mine=action.person_id == user.pk,
        can_take=action.person_id is None and action.actor not in WITHOUT_ACCOUNT,
        can_complete=kind.completable,
        is_waiting=action.actor in WITHOUT_ACCOUNT,
        is_far=(action.due - today).days > SOON_DAYS,
        by_phone=kind.phone >= Phone.ANSWER,
        steps=[found[name] for name in kind.moves_of(subject) if name in found] if found else [],
        climbed=climbed_in_words(action, today),
        facts=facts,
        elsewhere=elsewhere,
    )


def by_urgency(cards: Sequence[ActionCard]) -> dict[str, list[ActionCard]]:
    """The cards of a page: `cards` to do now, `later` ones, and `waiting` for somebody else.

    `cards` are never empty while something is to be done here: the nearest is then among them.
    """
    ours = [card for card in cards if not card.is_waiting]
    soon = [card for card in ours if not card.is_far] or ours[:1]
    return {
        "cards": soon,
        "later": [card for card in ours if card not in soon],
        "waiting": [card for card in cards if card.is_waiting],
    }
