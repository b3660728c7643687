"""Steps that go back on others: an undo brings every row to what it was."""

from hypothesis import strategies as st
from hypothesis.stateful import rule

from matching.models import Placement
from matching.placements.workflow import PLACEMENTS
from offers.workflow import OFFERS
from psf.workflow import assignment
from psf.workflow.enums import CallOutcome
from psf.workflow.errors import Refused
from psf.workflow.history import last_step
from psf.workflow.kinds import kind_of
from psf.workflow.models import Action
from tests.exploring.choices import CHOICE, OFFER, WHO, YOUTH
from tests.matching.workflow.snapshot import differences, everything


class GoingBack:
    """Rules of the machine, which says how a step is made (`on_file`, `on_offer`, `call`…)."""

    @rule(youth=YOUTH)
    def go_back_on_a_file(self, youth):
        self.on_file("undo", youth, -1, lambda row, user: self.go_back(PLACEMENTS, row))

    @rule(number=OFFER)
    def go_back_on_an_offer(self, number):
        self.on_offer("undo", number, -1, lambda row, user: self.go_back(OFFERS, row))

    def go_back(self, workflow, subject):
        return workflow.undo(subject, by=self.world.region, text="Erreur de saisie", now=self.now)

    @rule(
        youth=YOUTH,
        who=WHO,
        name=st.sampled_from([*sorted(PLACEMENTS.transitions), "call", "done"]),
        choice=CHOICE,
    )
    def mistake_on_a_file(self, youth, who, name, choice):
        def make(placement, user):
            if name == "call":
                outcome = CallOutcome.values[choice % len(CallOutcome.values)]
                return self.call(placement, user, outcome, choice)
            if name == "done":
                return self.done(placement, user)
            return self.move_file(placement, user, name, choice=choice)

        self.on_file(
            f"undone {name}", youth, who, lambda *args: self.there_and_back(PLACEMENTS, make, *args)
        )

    @rule(
        number=OFFER,
        who=WHO,
        name=st.sampled_from([*sorted(OFFERS.transitions), "call", "done"]),
        choice=CHOICE,
    )
    def mistake_on_an_offer(self, number, who, name, choice):
        def make(offer, user):
            if name == "call":
                outcome = CallOutcome.values[choice % len(CallOutcome.values)]
                return self.call(offer, user, outcome, choice)
            if name == "done":
                return self.done(offer, user)
            return self.move_offer(offer, user, name, choice=choice)

        self.on_offer(
            f"undone {name}", number, who, lambda *args: self.there_and_back(OFFERS, make, *args)
        )

    def done(self, subject, user):
        for action in Action.objects.open().filter(**{_name_of(subject): subject}):
            if kind_of(action.verb).completable:
                return assignment.complete(action, by=user, now=self.now)
        raise Refused("Rien à dire fait.")

    def there_and_back(self, workflow, make, subject, user):
        """Make a move and take it back at once: every row is as it was."""
        before = everything()
        event = make(subject, user)
        transition = workflow.transitions.get(event.name)
        if transition and not transition.undoable:
            return
        assert last_step(subject) == event
        self.go_back(workflow, subject)
        changed = differences(before, everything())
        if event.name == "redirect":
            # Whom a colleague named was written to, and stays.
            changed = [line for line in changed if "companycontact" not in line]
        assert changed == [], event.name


def _name_of(subject) -> str:
    return "placement" if isinstance(subject, Placement) else "offer"
