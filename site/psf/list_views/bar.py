"""The bar above a list: which view, its columns, order, conditions and density, and how to keep it."""

from dataclasses import dataclass
from typing import Any, Self
from urllib.parse import urlencode

from django.forms import BoundField
from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString

from psf.list_views import sharing
from psf.list_views.forms import NameForm
from psf.list_views.models import MOST_KEYS, Density, Look, SavedView

# Said by the bar and by addresses, beside the filters of a list.
PAGE, ORDERING = "p", "ordering"


@dataclass(frozen=True, slots=True)
class Shown:
    """A column that may be shown."""

    name: str
    label: str
    on: bool


@dataclass(frozen=True, slots=True)
class SortKey:
    """One of the keys of an order: its place, what may be chosen, what is."""

    number: int
    choices: list[tuple[str, str]]
    chosen: str
    descending: bool


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    on: bool
    note: str = ""


def columns_of(index: Any, look: Look) -> list[Shown]:
    """Every column of the list but its first: those shown, in order, then the others."""
    shown = [column.name for column in index.columns_of(look)]
    names = [*shown, *(name for name in index.all_columns if name not in shown)]
    return [
        Shown(name, str(index.all_columns[name].label), name in shown)
        for name in names
        if name != index.title_name and name not in index.always_shown
    ]


def order_of(index: Any, look: Look) -> list[SortKey]:
    choices = [
        (column.sort_key, str(column.label))
        for column in index.all_columns.values()
        if column.sort_key
    ]
    if not choices:
        return []
    known = {key for key, _ in choices}
    keys = [key for key in look.ordering if key.removeprefix("-") in known]
    keys += [""] * (MOST_KEYS - len(keys))
    return [
        SortKey(number, choices, key.removeprefix("-"), key.startswith("-"))
        for number, key in enumerate(keys[:MOST_KEYS], 1)
    ]


def filters_in(query: QueryDict, index: Any) -> str:
    """What an address asks by the filters of the list alone: no page, no view, nothing typed."""
    names = {name + ending for name in index.fields.by_name for ending in ("", "_from", "_to")}
    asked = [(name, value) for name in query for value in query.getlist(name) if name in names]
    return urlencode(asked)


@dataclass(frozen=True)
class Bar:
    """What templates/list_views/bar.html reads."""

    label: str
    title: str
    links: list[Link]
    columns: list[Shown]
    keys: list[SortKey]
    tight: bool
    sentence: SafeString
    set_aside: list[str]
    is_draft: bool
    # What a draft changes, where its owner may.
    changed: SavedView | None
    view_key: str
    filters: str
    try_url: str
    save_url: str
    settings_url: str
    mine_url: str
    # The box of a new name.
    name: BoundField

    @classmethod
    def of(cls, index: Any) -> Self:
        """That of a list on screen; `index` is its OwnViews."""
        request, view, look, kind = index.request, index.saved_view, index.look, index.kind
        base = view.base if view and view.is_draft else None
        current = base or (None if view and view.is_draft else view)
        links = [
            Link(
                each.name,
                f"{kind.url}?{urlencode({'vue': each.key})}",
                on=current is not None and each.pk == current.pk,
                note=each.shared_with,
            )
            for each in sharing.named(request, kind.slug)
        ]
        plain = Link("Liste complète", f"{kind.url}?vue=liste", on=view is None)
        filters = filters_in(request.GET, index)
        asked = urlencode({"vue": view.key} if view else {})
        settings = reverse("list_views:settings", args=[kind.slug])
        query = "&".join(part for part in (asked, filters) if part)
        return cls(
            label=kind.label,
            title=current.name if current else ("Réglages en cours" if view else plain.label),
            links=[plain, *links],
            columns=columns_of(index, look),
            keys=order_of(index, look)[:2],
            tight=look.density == Density.TIGHT,
            sentence=index.asked.sentence,
            set_aside=index.asked.set_aside,
            is_draft=bool(view and view.is_draft),
            changed=base if base and sharing.may_change(request, base) else None,
            view_key=view.key if view else "",
            filters=filters,
            try_url=reverse("list_views:try", args=[kind.slug]),
            save_url=reverse("list_views:save", args=[kind.slug]),
            settings_url=f"{settings}?{query}" if query else settings,
            mine_url=reverse("list_views:mine"),
            name=NameForm(auto_id="psf-view-%s")["name"],
        )
