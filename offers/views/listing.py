"""Lists of the registries: search with accents folded, filters in plain words, exports, few queries."""

import logging

from django.forms import Media
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log
from wagtail.snippets.views import snippets

from offers.columns import Cell
from offers.permissions import services_of
from psf.list_views.index import OwnViews
from psf.spreadsheets.exports import SafeExportMixin

logger = logging.getLogger("offers.export")


class RegistryIndexView(OwnViews, SafeExportMixin, snippets.IndexView):
    """A row opens its sheet; who may change it finds the button there and in the row's menu."""

    extra_column = Cell
    table_classname = "listing psf-listing"

    @cached_property
    def columns(self):
        # Rows are never changed in bulk: no column of boxes.
        title, *others = super().columns[1:]
        if title.sort_key == "name":
            title.sort_key = "sort_name"
        title.get_link_url = lambda instance, parent_context: self.get_inspect_url(instance)
        return [title, *others]

    def get_context_data(self, *args, **kwargs):
        context = super().get_context_data(*args, **kwargs)
        context["media"] += Media(css={"all": ["offers/registry.css"]})
        return context

    def search_queryset(self, queryset):
        return queryset.matching_text(self.search_query) if self.is_searching else queryset

    def order_queryset(self, queryset):
        queryset = super().order_queryset(queryset)
        return queryset.order_by(*queryset.query.order_by, "pk")

    def get_filename(self):
        return f"{self.model._meta.verbose_name_plural}-{timezone.localdate():%Y-%m-%d}"

    def as_spreadsheet(self, queryset, spreadsheet_format):
        self.note_export(queryset, spreadsheet_format)
        return super().as_spreadsheet(queryset, spreadsheet_format)

    def note_export(self, rows, export_format):
        count = len(rows)
        model = self.model._meta.label_lower
        logger.info("export of %s %s by user %s", count, model, self.request.user.pk)
        log(
            instance=self.request.user,
            action="offers.export",
            data={"count": count, "model": model, "format": export_format},
        )


class OfferIndexView(RegistryIndexView):
    arranged_as = "offres"
    export_of = {
        "company": ("company.name", "company.siret"),
        "contract": ("contract.reference", "contract.title"),
        "left": ("budget.left",),
        "stage": ("get_stage_display", "stage_day"),
        "service": ("service.name",),
    }

    def get_edit_url(self, instance):
        if instance.service_id in services_of(self.request.user):
            return super().get_edit_url(instance)
        return None

    def get_delete_url(self, instance):
        if instance.service_id in services_of(self.request.user):
            return super().get_delete_url(instance)
        return None


class MergeableIndexView(RegistryIndexView):
    merge_url_name = ""

    @cached_property
    def header_more_buttons(self):
        buttons = super().header_more_buttons
        if self.request.user.has_perm(f"offers.merge_{self.model._meta.model_name}"):
            merge = Button(
                "Fusionner deux fiches",
                url=reverse(self.merge_url_name),
                icon_name="resubmit",
                priority=50,
            )
            buttons = [*buttons, merge]
        return buttons


class CompanyIndexView(MergeableIndexView):
    arranged_as = "entreprises"
    merge_url_name = "offers_merge_companies"


class ContractIndexView(RegistryIndexView):
    arranged_as = "marches"


class BuyerIndexView(MergeableIndexView):
    arranged_as = "acheteurs"
    export_of = {"get_kind_display": ("kind",)}
    merge_url_name = "offers_merge_buyers"
