"""« Mes vues » on the queue: which actions, how dense; tabs stay, oldest first stays, « Enchaîner » follows.

A condition is answered by the same rules as the filters of the queue (`filters.py`), several values at once.
"""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

import django_filters
from django.db.models import Q
from django.http import Http404, HttpResponseRedirect, QueryDict

from matching.desk.queue.filters import DUE, STAGES, Filters
from matching.desk.queue.listing import Listing, Narrowing, in_sight_of
from matching.desk.queue.tabs import actions_of, may_see_queue
from matching.desk.queue.watches import WATCHES
from offers.enums import ActionSort
from psf.list_views import sharing
from psf.list_views.bar import Bar
from psf.list_views.fields import Asked, Fields
from psf.list_views.index import PARAMETER, PLAIN
from psf.list_views.lists import LISTS
from psf.list_views.models import Density, Look, SavedView
from psf.territories.models import Service
from psf.wagtail_seams.filters import ListFilterSet
from psf.workflow.models import Action

ARRANGED_AS = "suivi"


class ActionFilterSet(ListFilterSet):
    """The filters of the queue, under their names in addresses."""

    retard = django_filters.MultipleChoiceFilter(
        label="Retard", choices=[("1", "en retard")], method="by_filters"
    )
    echeance = django_filters.MultipleChoiceFilter(
        label="Échéance", choices=[(DUE, "aujourd'hui, retards compris")], method="by_filters"
    )
    remontee = django_filters.MultipleChoiceFilter(
        label="Remontée", choices=[("1", "remontée")], method="by_filters"
    )
    etape = django_filters.MultipleChoiceFilter(
        label="Étape", choices=list(STAGES.items()), method="by_filters"
    )
    type = django_filters.MultipleChoiceFilter(
        label="Type d'action", choices=ActionSort.choices, method="by_filters"
    )
    veille = django_filters.MultipleChoiceFilter(
        label="À surveiller", choices=[], method="by_filters"
    )
    service = django_filters.ModelMultipleChoiceFilter(
        label="Service", queryset=Service.objects.none()
    )

    class Meta:
        model = Action
        fields = []

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_sight = in_sight_of(self.request)
        watches = [(slug, watch.label(self.in_sight)) for slug, watch in WATCHES.items()]
        self.filters["veille"].extra["choices"] = watches
        if len(self.in_sight) > 1:
            self.filters["service"].queryset = Service.objects.filter(pk__in=self.in_sight)
        else:
            del self.filters["service"]

    def by_filters(self, actions, name: str, values: Iterable[str]):
        kept = Q(pk__in=[])
        for value in values:
            kept |= Filters({name: value}, self.in_sight).rule()
        return actions.filter(kept) if values else actions


class QueueViews:
    """What a screen of the queue knows of the view that its address names; read as an OwnViews by its page."""

    request: Any
    arranging = False
    # The queue has rows of its own rather than columns, and one order.
    columns: tuple[()] = ()
    always_shown: frozenset[str] = frozenset()
    title_name = ""

    @property
    def kind(self):
        return LISTS[ARRANGED_AS]

    def may_be_arranged_by(self, user) -> bool:
        return may_see_queue(user)

    @property
    def all_columns(self) -> dict[str, Any]:
        return {}

    def columns_of(self, look: Look) -> list[Any]:
        return []

    def get_valid_orderings(self) -> list[str]:
        return []

    @cached_property
    def saved_view(self) -> SavedView | None:
        key = self.request.GET.get(PARAMETER, "")
        if not key or key == PLAIN:
            return None
        view = sharing.of_key(self.request, key)
        if view is None or view.kind != ARRANGED_AS:
            raise Http404("no such view in sight")
        return view

    @cached_property
    def look(self) -> Look:
        return self.saved_view.look if self.saved_view else Look()

    @cached_property
    def fields(self) -> Fields:
        everything = Action.objects.all()
        filters = ActionFilterSet(QueryDict(""), queryset=everything, request=self.request)
        return Fields(filters)

    @cached_property
    def asked(self) -> Asked:
        return self.fields.understood(self.look.conditions)

    def by_view(self, listing: Listing) -> Listing:
        """The list, narrowed by the view of the address."""
        if self.saved_view is None:
            return listing
        return listing.within(Narrowing(self.saved_view.key, self.asked.rule))

    def count_of(self, look: Look) -> int:
        rule = self.fields.understood(look.conditions).rule
        return actions_of(in_sight_of(self.request)).filter(rule).count()

    def opening(self) -> HttpResponseRedirect | None:
        """To the view by which the queue opens, for an address that asks for nothing."""
        if self.request.GET:
            return None
        view = sharing.default_of(self.request, ARRANGED_AS)
        if view is None:
            return None
        return HttpResponseRedirect(f"{self.kind.url}?{PARAMETER}={view.key}")

    def context_of_view(self) -> dict[str, Any]:
        return {"bar": Bar.of(self), "tight": self.look.density == Density.TIGHT}
