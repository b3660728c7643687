"""Few filters in plain words: each is a link, so that one tap narrows and one tap widens."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone
from django.utils.http import urlencode

from matching.enums import OPEN, PlacementStage, Situation
from matching.verbs import PlacementVerb, YouthVerb
from offers.verbs import OfferVerb
from psf.territories.models import Service

OFFERS, YOUTHS = "offre", "jeune"
SILENT_DAYS = 7
WAITING_DAYS = 30
UNANSWERED_DAYS = 15

STAGES = {
    **{stage.value: stage.label for stage in PlacementStage if stage in OPEN},
    OFFERS: "offres à pourvoir",
    YOUTHS: "jeunes sans parcours",
}


@dataclass(frozen=True, slots=True)
class Kind:
    """Actions that people call by one word."""

    label: str
    verbs: frozenset[str]


KINDS = {
    "appeler": Kind(
        "appeler",
        frozenset(
            {
                PlacementVerb.CALL_COMPANY,
                PlacementVerb.REMIND_COMPANY,
                PlacementVerb.CALL_THIRD_CONTACT,
                PlacementVerb.CALL_BACK_COMPANY,
                OfferVerb.VERIFY_OFFER,
                OfferVerb.VERIFY_CONTACTS,
                OfferVerb.CALL_BACK_COMPANY,
                OfferVerb.ANSWER_INTEREST,
                YouthVerb.CALL_BACK_YOUTH,
                YouthVerb.CALL_BACK_GUARDIAN,
            }
        ),
    ),
    "approuver": Kind(
        "approuver", frozenset({PlacementVerb.APPROVE_SEND, PlacementVerb.APPROVE_START})
    ),
    "preparer": Kind(
        "préparer un dossier", frozenset({PlacementVerb.PREPARE_FILE, PlacementVerb.REVISE_FILE})
    ),
    "reponse": Kind("réponse attendue", frozenset({PlacementVerb.ANSWER})),
    "debloquer": Kind(
        "débloquer",
        frozenset(
            {
                PlacementVerb.ASK_BUYER,
                PlacementVerb.ASK_SUPERIOR,
                PlacementVerb.COMMITMENT_REMINDER,
                PlacementVerb.FIND_CONTACT,
                PlacementVerb.FIND_BUYER_CONTACT,
            }
        ),
    ),
    "reunion": Kind(
        "réunion",
        frozenset(
            {
                PlacementVerb.CHOOSE_DATE,
                PlacementVerb.MEET_AND_DECIDE,
                PlacementVerb.PLAN_MEETING,
                PlacementVerb.MOVE_MEETING,
            }
        ),
    ),
    "signer": Kind(
        "convention à signer",
        frozenset(
            {
                PlacementVerb.GET_SIGNATURES,
                PlacementVerb.SIGN_COMPANY,
                PlacementVerb.SIGN_SCHOOL,
                PlacementVerb.SIGN_YOUTH,
                PlacementVerb.SIGN_GUARDIAN,
            }
        ),
    ),
    "suivre": Kind(
        "suivi en entreprise", frozenset({PlacementVerb.CHECK_IN, PlacementVerb.END_PRESENCE})
    ),
    "bilan": Kind(
        "bilan croisé", frozenset({PlacementVerb.COMPLETE_REVIEW, PlacementVerb.GIVE_OPINION})
    ),
    "proposer": Kind(
        "proposer un parcours",
        frozenset(
            {
                YouthVerb.PROPOSE_PLACEMENT,
                YouthVerb.FIND_PLACEMENT,
                OfferVerb.PROPOSE_YOUTH,
                OfferVerb.ANSWER_OFFER,
                OfferVerb.USE_HOURS,
            }
        ),
    ),
    "jeune": Kind(
        "voir ou prévenir un jeune",
        frozenset({YouthVerb.SEE_YOUTH, YouthVerb.TELL_YOUTH, PlacementVerb.TELL_FAMILY}),
    ),
    "offre": Kind(
        "tenir une offre à jour",
        frozenset({OfferVerb.TAKE_CHARGE, OfferVerb.FOLLOW_UP, OfferVerb.RESUME_OFFER}),
    ),
}


def at_stage(stage: str) -> Q:
    if stage == OFFERS:
        return Q(offer__isnull=False)
    if stage == YOUTHS:
        return Q(placement__isnull=True, youth__isnull=False)
    return Q(placement__stage=stage)


def silent(today) -> Q:
    """One row for each file sent seven days ago or more, still without the company's answer."""
    return Q(
        verb=PlacementVerb.ANSWER,
        placement__stage=PlacementStage.SENT,
        placement__sent_on__lte=today - timedelta(days=SILENT_DAYS),
    )


def waiting(today) -> Q:
    """One row for each young person ready for thirty days, to whom nothing is proposed."""
    return Q(
        verb=YouthVerb.PROPOSE_PLACEMENT,
        placement__isnull=True,
        youth__situation=Situation.READY,
        youth__situation_since__lte=today - timedelta(days=WAITING_DAYS),
    )


def unanswered(today) -> Q:
    """One row for each offer available for fifteen days with nobody reserved on it."""
    return Q(
        verb=OfferVerb.PROPOSE_YOUTH,
        offer__available_since__lte=today - timedelta(days=UNANSWERED_DAYS),
        offer__budget__reserved=0,
        offer__budget__consumed=0,
    )


@dataclass(frozen=True, slots=True)
class Watch:
    """What the dashboard counts, as a filter of the queue: the number is that of its rows."""

    label: str
    rule: Callable[..., Q]


WATCHES = {
    "silence": Watch(f"entreprises sans réponse depuis {SILENT_DAYS} jours", silent),
    "attente": Watch(f"jeunes prêts depuis {WAITING_DAYS} jours", waiting),
    "sans-jeune": Watch(f"offres sans jeune depuis {UNANSWERED_DAYS} jours", unanswered),
}


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

    def __init__(self, params, services):
        self.services = Service.objects.filter(pk__in=services) if len(services) > 1 else []
        self.late = params.get("retard") == "1"
        self.climbed = params.get("remontee") == "1"
        self.stage = _known(params.get("etape"), STAGES)
        self.kind = _known(params.get("type"), KINDS)
        self.watch = _known(params.get("veille"), WATCHES)
        service = params.get("service", "")
        self.service = service if service.isdecimal() and int(service) in services else ""

    @property
    def params(self) -> dict[str, str]:
        """The filters in force, as an address carries them."""
        said = {
            "retard": "1" if self.late else "",
            "remontee": "1" if self.climbed else "",
            "etape": self.stage,
            "type": self.kind,
            "veille": self.watch,
            "service": self.service,
        }
        return {name: value for name, value in said.items() if value}

    def __bool__(self):
        return bool(self.params)

    def narrow(self, actions):
        today = timezone.localdate()
        if self.late:
            actions = actions.late(today)
        if self.climbed:
            actions = actions.filter(escalated_on__isnull=False)
        if self.stage:
            actions = actions.filter(at_stage(self.stage))
        if self.kind:
            actions = actions.filter(verb__in=KINDS[self.kind].verbs)
        if self.watch:
            actions = actions.filter(WATCHES[self.watch].rule(today))
        if self.service:
            actions = actions.filter(service=int(self.service))
        return actions

    def quick(self, tab) -> list[Choice]:
        """What is used every day, always on screen."""
        found = [
            self._choice(tab, "retard", "1", "en retard"),
            self._choice(tab, "remontee", "1", "remontées"),
        ]
        if self.watch:
            found.append(self._choice(tab, "veille", self.watch, WATCHES[self.watch].label))
        return found

    def groups(self, tab) -> list[Group]:
        """The others, folded until one is in force."""
        kinds = [(slug, kind.label) for slug, kind in KINDS.items()]
        groups = [("Étape", "etape", STAGES.items()), ("Type d'action", "type", kinds)]
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
        return Choice(label, f"?{urlencode({'onglet': tab.slug, **params})}", on)


def _known(value, among) -> str:
    return value if value in among else ""
