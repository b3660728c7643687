"""The lists that one may arrange: each is declared once, by the app that shows it, in its `arranged.py`."""

from dataclasses import dataclass
from typing import Any

from django.urls import resolve, reverse

from psf.registry import Registry


@dataclass(frozen=True, slots=True)
class Arranged:
    """A list: `slug` in addresses, its name for people, the name of its address, and the plural of its rows.

    What may be shown, sorted and asked is read from its view, which is an `OwnViews`.
    """

    slug: str
    label: str
    url_name: str

    @property
    def url(self) -> str:
        return reverse(self.url_name)

    def view_for(self, request) -> Any:
        """The view of the list, ready to say what `request`'s user may arrange there."""
        found: Any = resolve(self.url).func
        view = found.view_class(**found.view_initkwargs)
        view.arranging = True
        view.setup(request)
        return view

    def is_open_to(self, view: Any, user) -> bool:
        may: bool = view.may_be_arranged_by(user)
        return may


LISTS: Registry[str, Arranged] = Registry(
    "arranged lists", key=lambda each: each.slug, module="arranged"
)
