"""Five steps on one page each; everything typed travels in the form, nothing stays on the server."""

from django.forms import CheckboxSelectMultiple
from django.http import QueryDict

from resources.enums import Ccag, MarketKind
from resources.tools.forms.fields import UNPRINTABLE, AmountField
from resources.tools.forms.redacteur import STEPS, HoursStep, MarketStep, TasksStep

COUNT = len(STEPS)
NAMES = {name: number for number, step in enumerate(STEPS, start=1) for name in step.base_fields}
# What travels hidden is read again by its own form; these only keep a forged page short.
LONGEST_CARRIED = 2000
MOST_CARRIED = 200
FIRST_TASKS = 5


class Wizard:
    """The answers typed so far, whichever step they belong to."""

    def __init__(self, typed: QueryDict):
        # Neither the database nor a Word file has a place for these characters.
        self.typed = QueryDict(mutable=True)
        for name in NAMES.keys() & typed.keys():
            self.typed.setlist(name, [UNPRINTABLE.sub("", v) for v in typed.getlist(name)])

    def bound(self, number: int):
        """The form of a step (1 to 5) with what was typed, to be judged."""
        return self._form(number, data=self.typed)

    def open(self, number: int):
        """The same to be filled in or changed, judged by nobody yet."""
        step = STEPS[number - 1]
        initial = {
            name: self._shown(name, field)
            for name, field in step.base_fields.items()
            if name in self.typed
        }
        form = self._form(number, initial=initial)
        if step is TasksStep and not self._has_tasks(form):
            form.initial["taches"] = list(form.texts)[:FIRST_TASKS]
        return form

    def _shown(self, name: str, field):
        """What was typed, as its field shows it again."""
        if _is_list(field):
            return self.typed.getlist(name)
        typed = self.typed[name]
        return field.grouped(typed) if isinstance(field, AmountField) else typed

    def _form(self, number: int, **kwargs):
        step = STEPS[number - 1]
        if step is TasksStep:
            kwargs["kind"] = self._kind_of_tasks
        return step(use_required_attribute=False, **kwargs)

    @property
    def _kind_of_tasks(self) -> str:
        """That of the marché; the CCAG of maîtrise d'œuvre says it too."""
        moe = self.typed.get("ccag") == Ccag.DESIGN
        return MarketKind.DESIGN if moe else self.typed.get("nature", "")

    def _has_tasks(self, form) -> bool:
        chosen = form.initial.get("taches", [])
        return any(pk in form.texts for pk in chosen) or bool(form.initial.get("autres"))

    def carried(self, shown: int | None) -> list[tuple[str, str]]:
        """(name, value) of what the other steps typed, to travel hidden."""
        pairs = [
            (name, value[:LONGEST_CARRIED])
            for name, number in NAMES.items()
            if number != shown
            for value in self.typed.getlist(name)
        ]
        return pairs[:MOST_CARRIED]

    @property
    def hours(self) -> int | None:
        """What one company may owe by the second step; None as long as that is not answered."""
        form = self.bound(STEPS.index(HoursStep) + 1)
        return form.most_for_one if form.is_valid() else None

    def take_first_tasks(self) -> None:
        """The examples that the last step would show chosen, for who does not go there."""
        if not {"taches", "autres"} & self.typed.keys():
            self.typed.setlist("taches", self.open(COUNT).initial["taches"])

    def judged(self):
        """(number of the first wrong step or None, its form or the five forms)."""
        forms = []
        for number in range(1, COUNT + 1):
            form = self.bound(number)
            if not form.is_valid():
                return number, form
            forms.append(form)
        return None, forms


def _is_list(field) -> bool:
    return isinstance(field.widget, CheckboxSelectMultiple)


assert MarketStep is STEPS[0], "the tasks of the last step depend on the first"
