"""Few filters in plain words: each is a link, so that one tap narrows and one tap widens."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode

from matching.desk.queue.watches import WATCHES
from matching.enums import PlacementStage
from matching.models import ReminderPause
from matching.stages import OPEN
from offers.enums import ActionSort
from psf.codes import key_of
from psf.territories.models import Service
from psf.workflow.kinds import verbs_where
from psf.workflow.querysets import due_on, late_on

OFFERS, YOUTHS = "offre", "jeune"
DUE = "aujourdhui"
ACTIVE, PAUSED = "actives", "suspendues"
REMINDERS = {ACTIVE: "relances en cours", PAUSED: "relances suspendues"}

STAGES = {
    **{stage.value: stage.label for stage in PlacementStage if stage in OPEN},
    OFFERS: "actions sur une offre",
    YOUTHS: "actions sur un jeune, hors dossier",
}


def at_stage(stage: str) -> Q:
    if stage == OFFERS:
        return Q(offer__isnull=False)
    if stage == YOUTHS:
        return Q(placement__isnull=True, youth__isnull=False)
    return Q(placement__stage=stage)


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a filter. `on` is said by the page, and pressing it again takes it off."""

    label: str
    url: str
    on: bool


@dataclass(frozen=True, slots=True)
class Group:
    name: str
    choices: list[Choice]
    open: bool


class Filters:
    """What the address asks for; values that mean nothing are left out.

    `params` is a QueryDict; `services` are the ids in sight.
    """

    def __init__(self, params, services, today: date | None = None):
        self.today = today or timezone.localdate()
        self.in_sight = services
        self.services = Service.objects.filter(pk__in=services) if len(services) > 1 else []
        self.late = params.get("retard") == "1"
        self.due = params.get("echeance") == DUE
        self.climbed = params.get("remontee") == "1"
        self.reminders = _known(params.get("relances"), REMINDERS)
        self.stage = _known(params.get("etape"), STAGES)
        self.kind = _known(params.get("type"), ActionSort.values)
        self.watch = _known(params.get("veille"), WATCHES)
        service = params.get("service", "")
        self.service = service if key_of(service) in services else ""
        # The view that links of filters stay in; which rows it keeps is not their affair.
        self.within = {"vue": params["vue"]} if params.get("vue") else {}

    @property
    def params(self) -> dict[str, str]:
        """The filters in force, as an address carries them."""
        said = {
            "retard": "1" if self.late else "",
            "echeance": DUE if self.due else "",
            "remontee": "1" if self.climbed else "",
            "relances": self.reminders,
            "etape": self.stage,
            "type": self.kind,
            "veille": self.watch,
            "service": self.service,
        }
        return {name: value for name, value in said.items() if value}

    def __bool__(self):
        return bool(self.params)

    def rule(self) -> Q:
        """Which open actions the filters keep."""
        today, kept = self.today, Q()
        if self.late:
            kept &= late_on(today)
        if self.due:
            kept &= due_on(today)
        if self.climbed:
            kept &= Q(escalated_on__isnull=False)
        if self.reminders:
            paused = Q(placement__in=ReminderPause.objects.running(today).placements())
            kept &= paused if self.reminders == PAUSED else ~paused
        if self.stage:
            kept &= at_stage(self.stage)
        if self.kind:
            kept &= Q(verb__in=verbs_where(lambda kind: kind.sort == self.kind))
        if self.watch:
            kept &= WATCHES[self.watch].rule(self.in_sight, today)
        if self.service:
            kept &= Q(service=int(self.service))
        return kept

    def quick(self, tab) -> list[Choice]:
        """What is used every day, always on screen."""
        found = [
            self._choice(tab, "echeance", DUE, "à faire aujourd'hui, retards compris"),
            self._choice(tab, "retard", "1", "en retard"),
            self._choice(tab, "remontee", "1", "remontées"),
        ]
        if watch := WATCHES.get(self.watch):
            found.append(self._choice(tab, "veille", self.watch, watch.label(self.in_sight)))
        return found

    def groups(self, tab) -> list[Group]:
        """The others, folded until one is in force."""
        groups = [
            ("Étape", "etape", STAGES.items()),
            ("Type d'action", "type", ActionSort.choices),
            ("Relances", "relances", REMINDERS.items()),
        ]
        if self.services:
            names = [(str(service.pk), service.name) for service in self.services]
            groups.append(("Service", "service", names))
        return [
            Group(
                label,
                [self._choice(tab, name, value, words) for value, words in choices],
                name in self.params,
            )
            for label, name, choices in groups
        ]

    def _choice(self, tab, name, value, label) -> Choice:
        on = self.params.get(name) == value
        params = {key: kept for key, kept in self.params.items() if key != name}
        if not on:
            params[name] = value
        return Choice(label, f"?{urlencode({'onglet': tab.slug, **self.within, **params})}", on)


def _known(value, among) -> str:
    return value if value in among else ""
