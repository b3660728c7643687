"""What surrounds every public page (navigation, breadcrumb, footer, addresses), read in one query.

The site has one root: an address is the page's path below the home page. Visitors share a frame
until something changes (home.contents).
"""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef
from wagtail.models import Page, PageViewRestriction

from home.contents import while_unchanged

STEP = 4  # characters of a level in a page's path


def restricted() -> Exists:
    """A restriction on the page, or on one above it."""
    rows = PageViewRestriction.objects.annotate(
        below=ExpressionWrapper(OuterRef("path"), output_field=CharField())
    )
    return Exists(rows.filter(below__startswith=F("page__path")))


@dataclass(frozen=True, slots=True)
class Entry:
    """A published page that everybody may read."""

    pk: int
    path: str
    title: str
    url: str
    model: type[Page]
    in_menu: bool
    changed_at: datetime | None

    @property
    def kind(self) -> str:
        return self.model._meta.model_name


class Frame:
    """The published tree below the home page."""

    def __init__(self):
        rows = (
            Page.objects.live()
            .filter(~restricted(), depth__gte=2)
            .order_by("path")
            .values_list(
                "pk",
                "path",
                "title",
                "url_path",
                "content_type_id",
                "show_in_menus",
                "last_published_at",
            )
        )
        self.entries: dict[int, Entry] = {}
        self.by_path: dict[str, Entry] = {}
        self.by_url: dict[str, Entry] = {}
        root = None
        for pk, path, title, url_path, kind, in_menu, changed_at in rows:
            root = root or url_path
            if not url_path.startswith(root):
                continue
            url = "/" + url_path.removeprefix(root)
            model = ContentType.objects.get_for_id(kind).model_class()
            if model is None:
                continue
            entry = Entry(pk, path, title, url, model, in_menu, changed_at)
            self.entries[pk] = self.by_path[path] = self.by_url[url] = entry

    def url_of(self, pk: int) -> str:
        """The address of a published page, or an empty string."""
        entry = self.entries.get(pk)
        return entry.url if entry else ""

    def above(self, path: str) -> list[Entry]:
        """The pages above this path, the home page left out."""
        ends = range(3 * STEP, len(path), STEP)
        return [self.by_path[path[:end]] for end in ends if path[:end] in self.by_path]

    def of_kind(self, *kinds: str) -> list[Entry]:
        return [entry for entry in self.entries.values() if entry.kind in kinds]

    def first(self, kind: str) -> Entry | None:
        return next(iter(self.of_kind(kind)), None)

    def tree(self) -> list[tuple[int, Entry]]:
        """(level from 1, page) below the home page, in order: the plan du site."""
        return [
            (len(entry.path) // STEP - 2, entry)
            for entry in self.entries.values()
            if len(entry.path) > 2 * STEP
        ]


def current() -> Frame:
    return while_unchanged("frame", Frame)
