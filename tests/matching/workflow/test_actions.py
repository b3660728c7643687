"""Each action is declared once, and leads whoever must do it to a way out."""

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.enums import PlacementStage, Situation
from matching.placements.workflow import PLACEMENTS
from offers.enums import ActionSort, ActionTab, OfferStage
from offers.workflow import OFFERS
from psf.perimeter.scope import perimeter
from psf.workflow import kinds
from psf.workflow.actors import actors_of
from psf.workflow.enums import WITHOUT_ACCOUNT, Actor
from psf.workflow.kinds import ActionKind, Phone
from psf.workflow.models import Action
from psf.workflow.policies import catalog
from tests.matching.workflow.test_matrix import STAGE_OF, file_at

WORKFLOWS = {"placement": PLACEMENTS, "offer": OFFERS}
STAGES = {"placement": PlacementStage, "offer": OfferStage, "youth": Situation}
CODES = {"offer": "O-2026-00001", "youth": "J-2026-00001", "filing": "E-2026-00001"}
EVERY = pytest.mark.parametrize("kind", kinds.kinds(), ids=lambda kind: kind.verb)


def ways_out(action, people) -> list[str]:
    """How an open action may end: what is open to those who must do it, else why it is closed."""
    kind = kinds.kind_of(action.verb)
    found = [kind.ends] if kind.ends else []
    if kind.completable or kind.search or kind.phone == Phone.CALL:
        found.append(kind.label)
    if kind.about in WORKFLOWS:
        subject = action.subject
        names = kind.moves_of(subject)
        for person in people:
            if not must_do(person, action):
                continue
            for choice in WORKFLOWS[kind.about].choices(subject, person):
                if choice.transition.name in names:
                    found.append(choice.refusal or choice.transition.label)
    return found


def must_do(person, action) -> bool:
    """Whether it is theirs to do, or to record for somebody without an account."""
    return action.actor in WITHOUT_ACCOUNT or Actor(action.actor) in actors_of(person)


@EVERY
def test_an_action_says_how_it_ends_and_where_it_stands(kind: ActionKind):
    assert kind.has_exit
    assert kind.sort in ActionSort.values
    assert kind.tab in ("", *ActionTab.values)
    assert kind.label[0].isupper() and kind.days >= 0
    # A contact has no stages.
    assert kind.opens_at <= set(STAGES[kind.about].values if kind.about in STAGES else ())
    if kind.rung:
        assert kind.rung.delay in catalog.DELAYS
    if kind.search:
        assert reverse(kind.search.address, args=[CODES[kind.about]])


@EVERY
def test_an_action_names_moves_of_its_workflow(kind: ActionKind):
    if callable(kind.moves) or not kind.moves:
        return
    transitions = WORKFLOWS[kind.about].transitions
    assert set(kind.moves) <= set(transitions)
    for stage in kind.opens_at if kind.phone < Phone.CALL else ():
        assert any(stage in transitions[name].sources for name in kind.moves), stage


def test_two_actions_share_no_step():
    with pytest.raises(ValueError, match="two steps are called 'answer'"):
        kinds.declare(kinds.kind_of("answer").again("answer"))
    with pytest.raises(ValueError, match="twice"):
        kinds.declare(ActionKind(verb="answer", label="Autre", about="offer", actor="", days=1))
    assert kinds.kind_of("answer").label == "Répondre à la proposition"


@given(step=st.text(min_size=1, max_size=12), days=st.integers(0, 99))
@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_action_that_waits_otherwise_is_the_same_action(step, days):
    kind = kinds.kind_of("propose_youth")
    other = kind.again(step, days=days)
    assert (other.verb, other.label, other.step, other.days) == (kind.verb, kind.label, step, days)
    assert not other.opens_at, "only an effect opens it"


@pytest.mark.django_db
@pytest.mark.parametrize("state", STAGE_OF)
def test_each_open_action_of_a_file_has_a_way_out(state, two_services):
    placement = file_at(state, two_services.saint_denis)
    people = (two_services.coordinator, two_services.tutor)
    with perimeter([two_services.saint_denis]):
        for action in Action.objects.open():
            assert ways_out(action, people), action.verb
        placement.refresh_from_db()
        assert placement.is_open == Action.objects.open().filter(placement=placement).exists()
