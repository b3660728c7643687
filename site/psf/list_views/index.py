"""A list that each person arranges: « Mes vues »."""

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any, ClassVar

from django.core.exceptions import FieldDoesNotExist
from django.forms import Media
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column

from psf.list_views import sharing
from psf.list_views.bar import Bar
from psf.list_views.deferred import ALONE, WHOLE, defer
from psf.list_views.fields import Asked, Fields
from psf.list_views.lists import LISTS
from psf.list_views.models import Density, Look, SavedView
from psf.spreadsheets.exports import read_path

# The only word about a view in an address; PLAIN is the list as it is made.
PARAMETER, PLAIN = "vue", "liste"
TIGHT = "psf-tight"


class OwnViews:
    """Mix it in front of an IndexView declared in LISTS under `arranged_as`.

    Its own `columns` are those it shows without a view; what its export holds beside them may be shown too.
    """

    template_name: Any = "list_views/index.html"
    arranged_as: ClassVar[str]
    # What the export says of a column of the list; the same name otherwise.
    export_of: ClassVar[dict[str, tuple[str, ...]]] = {}
    # Columns that what is asked adds, whatever was chosen.
    always_shown: ClassVar[frozenset[str]] = frozenset()
    extra_column: ClassVar[Callable[..., Column]] = partial(Column, classname="psf-wide-only")
    # True for a view that only says what may be arranged.
    arranging = False

    # Of other classes, beside which this one stands.
    request: Any
    columns: Any
    list_export: Any
    model: Any
    index_url: str
    index_results_url: str
    permission_policy: Any
    any_permission_required: Any
    get_heading: Callable[..., str]
    get_base_queryset: Callable[..., Any]

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.whole_export = list(self.list_export)
        if not self.arranging and self.saved_view and self.look.columns:
            self.list_export = [
                path for column in self.shown_columns for path in self.exported(column)
            ]

    def dispatch(self, request, *args, **kwargs):
        # An address that asks for anything, a figure's for one, is answered as it asks.
        if request.method == "GET" and not request.GET and not self.results_only:
            opening = sharing.default_of(request, self.arranged_as)
            if opening:
                return HttpResponseRedirect(f"{self.index_url}?{PARAMETER}={opening.key}")
        return super().dispatch(request, *args, **kwargs)

    def get(self, request, *args, **kwargs):
        name = request.GET.get(ALONE)
        if name is not None:
            return self.choices_of(name)
        return super().get(request, *args, **kwargs)

    def may_be_arranged_by(self, user) -> bool:
        may: bool = self.permission_policy.user_has_any_permission(
            user, self.any_permission_required
        )
        return may

    @property
    def kind(self):
        return LISTS[self.arranged_as]

    # Which view

    @cached_property
    def saved_view(self) -> SavedView | None:
        key = self.request.GET.get(PARAMETER, "")
        if not key or key == PLAIN:
            return None
        view = sharing.of_key(self.request, key)
        if view is None or view.kind != self.arranged_as:
            raise Http404("no such view in sight")
        return view

    @cached_property
    def look(self) -> Look:
        return self.saved_view.look if self.saved_view else Look()

    # Columns

    @cached_property
    def all_columns(self) -> dict[str, Column]:
        """Those of the list, then what its export alone says, by name."""
        own = {column.name: column for column in self.columns}
        said = {path for column in own.values() for path in self.exported(column)}
        more = [path for path in self.whole_export if path not in said]
        return own | {path: self._extra(path) for path in more}

    def _extra(self, path: str) -> Column:
        heading = self.get_heading(self.model._default_manager.none(), path)

        def said(row):
            value = read_path(row, path)
            return "–" if value in (None, "") else value

        return self.extra_column(path, label=heading, accessor=said, sort_key=self._sorts(path))

    def _sorts(self, path: str) -> str | None:
        name = path.removeprefix("get_").removesuffix("_display")
        try:
            return name if self.model._meta.get_field(name).concrete else None
        except FieldDoesNotExist:
            return None

    @property
    def title_name(self) -> str:
        """The column that opens the row: always there, always first."""
        name: str = self.columns[0].name
        return name

    @cached_property
    def shown_columns(self) -> list[Column]:
        return self.columns_of(self.look)

    def columns_of(self, look: Look) -> list[Column]:
        """Columns of a view, in its order; those that are gone are left out."""
        if not look.columns:
            return list(self.columns)
        wanted = [self.title_name, *look.columns]
        wanted += [column.name for column in self.columns if column.name in self.always_shown]
        return [
            self.all_columns[name] for name in dict.fromkeys(wanted) if name in self.all_columns
        ]

    def exported(self, column: Column) -> Iterable[str]:
        """What the export says of a column."""
        paths = self.export_of.get(column.name, (column.name,))
        return [path for path in paths if path in self.whole_export]

    def get_table(self, object_list):
        return self.table_class(self.shown_columns, object_list, **self.get_table_kwargs())

    def get_table_kwargs(self):
        kwargs = super().get_table_kwargs()
        # The head says the first key of an order.
        if isinstance(kwargs["ordering"], list):
            kwargs["ordering"] = kwargs["ordering"][0]
        if self.look.density == Density.TIGHT:
            kwargs["classname"] = f"{kwargs['classname'] or 'listing'} {TIGHT}"
        return kwargs

    # Order

    def get_valid_orderings(self):
        keys = [column.sort_key for column in self.all_columns.values() if column.sort_key]
        return [*keys, *(f"-{key}" for key in keys)]

    def get_ordering(self):
        valid = self.get_valid_orderings()
        asked = self.request.GET.get("ordering")
        if asked in valid:
            return asked
        return [key for key in self.look.ordering if key in valid] or super().get_ordering()

    def order_queryset(self, queryset):
        ordered = super().order_queryset(queryset)
        if isinstance(self.ordering, list) and self.look.ordering:
            return ordered.order_by(*ordered.query.order_by, "pk")
        return ordered

    # Filters

    @cached_property
    def filters(self):
        found = super().filters
        query = self.request.GET.copy()
        if found and not self.arranging and not {ALONE, WHOLE} & set(query):
            query[WHOLE] = "entiers"
            defer(
                found,
                alone_url=self.index_results_url,
                whole_url=f"{self.index_url}?{query.urlencode()}",
            )
        return found

    def choices_of(self, name: str) -> HttpResponse:
        """The part of one filter alone, with what the address chose."""
        if not self.filters or name not in self.filters.form.fields:
            raise Http404("no such filter")
        field = self.filters.form[name]
        return TemplateResponse(self.request, "list_views/choices.html", {"field": field})

    # Rows

    @cached_property
    def fields(self) -> Fields:
        return Fields(self.filters)

    @cached_property
    def asked(self) -> Asked:
        return self.fields.understood(self.look.conditions)

    def filter_queryset(self, queryset):
        return super().filter_queryset(queryset).filter(self.asked.rule)

    def count_of(self, look: Look) -> int:
        """How many rows a view keeps."""
        rule = self.fields.understood(look.conditions).rule
        number: int = self.get_base_queryset().filter(rule).order_by().count()
        return number

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["list_views/views.css"]})
        if not self.results_only:
            context["bar"] = Bar.of(self)
        return context
