"""Every list of the admin and every way to ask it: found by the addresses and the registry of lists, none named.

A list that is added tomorrow is measured without a word here.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from urllib.parse import urlencode

import django_filters
from django.test import Client, RequestFactory
from django.urls import URLPattern, get_resolver
from django.utils import timezone
from wagtail.admin.views import generic

from matching.youths.viewsets.persons_list import SEARCH_FIELD, PersonsList
from psf.list_views.conditions import Condition, Conditions, Group, Operator
from psf.list_views.fields import Choices
from psf.list_views.index import PARAMETER, PLAIN
from psf.list_views.lists import LISTS
from psf.list_views.models import Density, Look, SavedView
from psf.perimeter.models import PerimeterGrant
from psf.perimeter.scope import perimeter

# A name that many bear, the beginning of many, nobody's.
WORDS = ("martin", "sa", "zzyzx")
# Choices of a filter that are asked, each alone; then all of them at once.
CHOICES = 4
DAYS = 365
ALL = "tout"


@dataclass(frozen=True, slots=True)
class Line:
    """One way to ask one list."""

    name: str
    ask: Callable[[], Any]


@dataclass(frozen=True)
class Walked:
    """A list, its address, and its view as one of its readers opens it."""

    name: str
    url: str
    view: Any
    client: Client
    user: Any
    plain: dict[str, str]

    def lines(self) -> Iterator[Line]:
        yield self._get("plain", {})
        yield from self._ordered()
        yield from self._filtered()
        yield from self._searched()
        yield from self._seen()

    def _get(self, words: str, asked: dict[str, Any]) -> Line:
        query = urlencode({**self.plain, **asked}, doseq=True)
        address = f"{self.url}?{query}" if query else self.url
        return Line(f"{self.name} {words}", partial(self.client.get, address))

    def _ordered(self) -> Iterator[Line]:
        for key in dict.fromkeys(self.view.get_valid_orderings()):
            yield self._get(f"order {key}", {"ordering": key})

    def _filtered(self) -> Iterator[Line]:
        filterset = getattr(self.view, "filters", None)
        for name, one in (filterset.filters if filterset else {}).items():
            if isinstance(one, django_filters.DateFromToRangeFilter):
                today = timezone.localdate()
                since = (today - timedelta(days=DAYS)).isoformat()
                yield self._get(f"filter {name} a year", {f"{name}_from": since})
            elif hasattr(one.field, "choices"):
                values = [value for value in _values(one) if value]
                for value in values[:CHOICES]:
                    yield self._get(f"filter {name} {value}", {name: value})
                if isinstance(one, django_filters.MultipleChoiceFilter) and len(values) > 1:
                    yield self._get(f"filter {name} {ALL}", {name: values})
            elif isinstance(one, django_filters.CharFilter):
                for word in WORDS:
                    yield self._get(f"filter {name} {word}", {name: word})

    def _searched(self) -> Iterator[Line]:
        address = f"{self.url}?{urlencode(self.plain)}"
        for word in WORDS:
            if isinstance(self.view, PersonsList):
                sent = {SEARCH_FIELD: word}
                ask = partial(self.client.post, address, sent)
                yield Line(f"{self.name} search {word}", ask)
            elif getattr(self.view, "is_searchable", False):
                yield self._get(f"search {word}", {self.view.search_kwarg: word})

    def _seen(self) -> Iterator[Line]:
        """Saved views: all columns, every field as a condition, and two groups of them."""
        if not self.plain:
            return
        every = tuple(name for name in self.view.all_columns if name != self.view.title_name)
        if every:
            look = Look(columns=every, density=Density.TIGHT.value)
            yield self._view("all columns", look)
        asked = [
            (f"{field.name} {condition.operator.value}", condition)
            for field in self.view.fields
            for condition in _conditions(field)
        ]
        for words, condition in asked:
            yield self._view(words, _kept(condition))
        fields = {condition.field: condition for _, condition in reversed(asked)}
        if len(fields) > 3:
            one, two, three, four, *_ = fields.values()
            either = Conditions(True, (Group(False, (one, two)), Group(True, (three, four))))
            yield self._view("two groups", Look(conditions=either))

    def _view(self, words: str, look: Look) -> Line:
        view = SavedView(owner=self.user, kind=self.view.kind.slug, name=f"bench {words}"[:60])
        view.look = look
        view.full_clean()
        view.save()
        return self._get(f"view {words}", {PARAMETER: view.key})


def _values(one: django_filters.Filter) -> list[str]:
    return [str(value) for value, _ in one.field.choices]


def _conditions(field: Any) -> list[Condition]:
    if not isinstance(field, Choices):
        return [
            Condition(field.name, Operator.LAST, ("30",)),
            Condition(field.name, Operator.OLDER, ("90",)),
        ]
    values = [value for value, _ in field.choices][:CHOICES]
    return [
        Condition(field.name, operator, tuple(values)) for operator in field.operators if values
    ]


def _kept(condition: Condition) -> Look:
    return Look(conditions=Conditions(True, (Group(True, (condition,)),)))


def lists_of(readers: list[Any], say: Callable[[str], None]) -> Iterator[Walked]:
    """Each list once, as the first of `readers` to whom it opens."""
    clients = [(user, _signed_in(user)) for user in readers]
    known: set[str] = set()
    for name, url in _addresses():
        for user, client in clients:
            # A view is set up in the perimeter of its reader, and read there by `lines`.
            if url in known or client.get(url, _plain(url)).status_code != 200:
                continue
            known.add(url)
            yield Walked(name, url, _view(url, user), client, user, _plain(url))
        if url not in known:
            say(f"fermée à ces comptes, non mesurée : {url}")


def in_sight(user: Any) -> Any:
    return perimeter(PerimeterGrant.objects.services_of(user))


def _plain(url: str) -> dict[str, str]:
    return {PARAMETER: PLAIN} if url in {each.url for each in LISTS} else {}


def _addresses() -> Iterator[tuple[str, str]]:
    """(name, address): the lists that one may arrange, then every other index of the admin."""
    named = {each.url: each.slug for each in LISTS}
    yield from ((slug, url) for url, slug in named.items())
    for path, view in _patterns(get_resolver().url_patterns, "/"):
        kind = getattr(view, "view_class", None)
        alone = getattr(view, "view_initkwargs", {}).get("results_only")
        if kind and issubclass(kind, generic.IndexView) and not alone and path not in named:
            yield path.strip("/").removeprefix("admin/"), path


def _patterns(found: list[Any], before: str) -> Iterator[tuple[str, Any]]:
    for each in found:
        path = before + str(each.pattern).removeprefix("^").removesuffix("$").removesuffix("\\Z")
        if "<" in path or "(" in path:
            continue
        if isinstance(each, URLPattern):
            yield path, each.callback
        else:
            yield from _patterns(each.url_patterns, path)


def _view(url: str, user: Any) -> Any:
    request: Any = RequestFactory().get(url)
    request.user, request.services = user, sorted(PerimeterGrant.objects.services_of(user))
    arranged = next((each for each in LISTS if each.url == url), None)
    if arranged:
        return arranged.view_for(request)
    match: Any = get_resolver().resolve(url)
    request.resolver_match = match
    view: Any = match.func.view_class(**match.func.view_initkwargs)
    view.setup(request, *match.args, **match.kwargs)
    return view


def _signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client
