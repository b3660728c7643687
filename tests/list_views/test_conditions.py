"""Conditions of a view: what is kept, which rows they name, how they are said."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.enums import PlacementStage, Situation
from matching.models import Youth
from psf.list_views.conditions import (
    OF_CHOICES,
    Condition,
    Conditions,
    Group,
    Operator,
    Unreadable,
)
from psf.list_views.models import SavedView
from tests.factories.journey import journey
from tests.factories.matching import YouthFactory

pytestmark = [pytest.mark.django_db, pytest.mark.database]
CHOICES = {
    "situation": ["to_contact", "contacted", "ready"],
    "parcours": ["sans", "avec"],
    "action": ["sans", "retard"],
    "tuteur": ["moi", "personne"],
}


@st.composite
def one_condition(draw):
    name = draw(st.sampled_from(sorted(CHOICES)))
    values = draw(st.lists(st.sampled_from(CHOICES[name]), min_size=1, max_size=2, unique=True))
    return Condition(name, draw(st.sampled_from(OF_CHOICES)), tuple(values))


GROUPS = st.builds(
    Group, st.booleans(), st.lists(one_condition(), min_size=1, max_size=3).map(tuple)
)
TREES = st.builds(Conditions, st.booleans(), st.lists(GROUPS, max_size=3).map(tuple))


@pytest.fixture
def youths(two_services, fields):
    """Some in each of several situations, one of them followed, and one in a parcours."""
    service = two_services.saint_denis
    for situation in (Situation.TO_CONTACT, Situation.CONTACTED, Situation.READY):
        YouthFactory(service=service, situation=situation)
    YouthFactory(service=service, situation=Situation.CONTACTED, tutor=two_services.coordinator)
    journey(service, to=PlacementStage.SENT, by=two_services.tutor)
    return Youth.objects.all()


def keys(rows):
    return set(rows.values_list("pk", flat=True))


def tree(*groups, every=True):
    return Conditions(every, tuple(Group(all_of, tuple(asked)) for all_of, asked in groups))


def is_in(field, *values):
    return Condition(field, Operator.IN, values)


def test_conditions_keep_the_rows_that_sets_of_rows_would(fields, youths):
    """Each condition alone names a set of rows: a tree is what « et » and « ou » make of these sets."""
    whole = keys(youths)
    alone = {}

    def rows(condition):
        if condition not in alone:
            one = Conditions(True, (Group(True, (condition,)),))
            alone[condition] = keys(youths.filter(fields.understood(one).rule))
        return alone[condition]

    def joined(every, sets):
        sets = list(sets)
        return set.intersection(whole, *sets) if every else set().union(*sets)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(TREES)
    def agree(asked):
        expected = joined(
            asked.every or not asked.groups,
            (joined(group.every, map(rows, group.conditions)) for group in asked.groups),
        )
        found = youths.filter(fields.understood(asked).rule)
        assert keys(found) == expected
        assert found.count() == len(expected), "a row came twice"
        assert Conditions.read(asked.kept()) == asked

    agree()
    # The sets are not all alike: the sentence above would hold of a rule that keeps everything.
    assert len({frozenset(found) for found in alone.values()}) > 6


def test_a_condition_answers_as_the_filter_of_the_list(fields, youths):
    filterset = fields.by_name["situation"].filter.parent
    for query in ("situation=ready", "parcours=avec", "parcours=sans", "tuteur=moi", "action=sans"):
        by_filter = type(filterset)(QueryDict(query), queryset=youths, request=filterset.request).qs
        asked = Conditions().narrowed(fields.of_query(QueryDict(query)))
        assert keys(youths.filter(fields.understood(asked).rule)) == keys(by_filter), query
        assert 0 < by_filter.count() < youths.count(), query


def test_days_move_with_the_calendar(fields, youths):
    today = timezone.localdate()
    rows = list(youths.order_by("pk"))
    for days, youth in zip((0, 3, 40), rows, strict=False):
        Youth.objects.filter(pk=youth.pk).update(
            situation_since=today - timezone.timedelta(days=days)
        )

    def kept(operator, *values):
        one = Conditions(True, (Group(True, (Condition("depuis", operator, values),)),))
        found = keys(youths.filter(fields.understood(one).rule))
        return [youth.pk in found for youth in rows[:3]]

    assert kept(Operator.LAST, "7") == [True, True, False]
    assert kept(Operator.OLDER, "7") == [False, False, True]
    assert kept(Operator.SINCE, today.isoformat()) == [True, False, False]
    assert kept(Operator.NEXT, "0") == [True, False, False]


def test_the_sentence_says_and_and_or(fields):
    asked = tree(
        (True, [is_in("situation", "to_contact", "contacted")]),
        (False, [is_in("action", "sans"), is_in("parcours", "avec")]),
    )
    said = str(fields.understood(asked).sentence)
    assert said == (
        "Situation : à contacter ou contacté <strong>et</strong> (Action : sans action ouverte"
        " <strong>ou</strong> Parcours : avec un parcours en cours)"
    )


def test_what_is_gone_is_said_and_set_aside(fields, youths):
    asked = tree((True, [is_in("perdu", "x"), is_in("situation", "perdue", "ready")]))
    understood = fields.understood(asked)
    assert understood.set_aside == ["perdu", "Situation"]
    assert "prêt pour un parcours" in understood.sentence
    assert {youth.situation for youth in youths.filter(understood.rule)} == {Situation.READY}


def test_what_is_typed_may_not_be_a_condition(two_services, asked_by):
    from matching.desk.registry.filters import PlacementFilterSet
    from psf.list_views.fields import Fields

    request = asked_by(two_services.coordinator, [two_services.saint_denis])
    fields = Fields(PlacementFilterSet(data={}, request=request))
    assert "etape" in fields.by_name and "debut" in fields.by_name
    assert {"entreprise", "acheteur"}.isdisjoint(fields.by_name)


@pytest.mark.parametrize(
    "conditions",
    [
        {"every": True, "groups": [{"every": True, "conditions": [
            {"field": "situation", "operator": "in", "values": ["Zoé Évrard"]}]}]},
        {"every": True, "groups": [{"every": True, "conditions": [
            {"field": "Zoé Évrard", "operator": "in", "values": ["ready"]}]}]},
        {"every": True, "groups": [{"every": True, "conditions": [
            {"field": "situation", "operator": "in", "values": [{"nom": "Évrard"}]}]}]},
        {"every": True, "groups": [{"every": True, "conditions": [
            {"field": "situation", "operator": "in", "values": [], "nom": "Zoé"}]}]},
        {"every": True, "groups": [{"every": True, "conditions": [], "nom": "Zoé"}]},
        {"every": True, "groups": [], "nom": "Zoé"},
    ],
)  # fmt: skip
def test_the_database_refuses_what_is_no_code(two_services, conditions):
    view = SavedView(owner=two_services.tutor, kind="jeunes", name="x", conditions=conditions)
    with pytest.raises(ValidationError):
        view.clean()
    with pytest.raises(IntegrityError, match="list_view_conditions"), transaction.atomic():
        view.save()


@pytest.mark.parametrize("column", ["columns", "ordering"])
def test_the_database_refuses_a_name_among_columns(two_services, column):
    view = SavedView(owner=two_services.tutor, kind="jeunes", name="x", **{column: ["Zoé Évrard"]})
    with pytest.raises(IntegrityError, match="list_view_columns"), transaction.atomic():
        view.save()


def test_no_third_level():
    with pytest.raises(Unreadable):
        Conditions.read({"every": True, "groups": [{"every": True, "groups": []}]})
    mixed = tree(
        (False, [is_in("a", "1"), is_in("b", "1")]), (True, [is_in("c", "1")]), every=False
    )
    with pytest.raises(Unreadable):
        mixed.narrowed([is_in("d", "1")])
