"""«Bordereaux d'élimination»: what was destroyed, by code, for the data protection officer."""

import csv

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import TemplateView, View
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, Table, TitleColumn
from wagtail.admin.views import generic
from wagtail.permission_policies import ModelPermissionPolicy

from matching.models import Manifest, ManifestLine, RightsRequest
from matching.retention import seams
from psf.french.moments import numeric_moment
from psf.perimeter.scope import widened
from psf.spreadsheets.cells import BOM, DELIMITER, safe

INDEX = "conservation:manifests"
VIEW = "matching.view_manifest"
Outcome = ManifestLine.Outcome
TITLES = ("numéro", "dossier", "règle", "issue", "le", "motif")


def _number_of(outcome: Outcome) -> Count:
    return Count("lines", filter=Q(lines__outcome=outcome))


class ManifestIndexView(generic.IndexView):
    """Those of the reader's perimeter, newest first: nobody's name stands there."""

    model = Manifest
    page_title = "Bordereaux d'élimination"
    header_icon = "clipboard-list"
    permission_policy = ModelPermissionPolicy(Manifest)
    any_permission_required = ["view"]
    index_url_name = INDEX
    index_results_url_name = "conservation:manifests_results"
    is_searchable = False
    default_ordering = ["-made_at", "-pk"]
    paginate_by = 50

    def get_base_queryset(self):
        return Manifest.objects.select_related("service").annotate(
            forgotten=_number_of(Outcome.FORGOTTEN),
            kept=_number_of(Outcome.KEPT),
            waiting=_number_of(Outcome.WAITING),
        )

    @cached_property
    def columns(self):
        return [
            TitleColumn("code", label="Bordereau", get_url=address_of),
            Column("service", label="Service"),
            DateColumn("made_at", label="Établi", sort_key="made_at"),
            Column("forgotten", label="Effacés"),
            Column("kept", label="Gardés"),
            StatusTagColumn(
                "state",
                label="État",
                accessor=lambda row: f"{row.waiting} à effacer" if row.waiting else "exécuté",
                primary=lambda row: not row.waiting,
            ),
            Column("visa", label="Visa des archives"),
        ]

    def get_breadcrumbs_items(self):
        return [*self.breadcrumbs_items, {"url": "", "label": self.page_title}]


def address_of(manifest: Manifest) -> str:
    return reverse("conservation:manifest", args=[manifest.pk])


class OneManifest:
    """A bordereau of the reader's perimeter, 404 for the others."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(VIEW):
            raise PermissionDenied
        self.manifest = (
            Manifest.objects.select_related("service", "policy").filter(pk=kwargs["pk"]).first()
        )
        if self.manifest is None:
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def lines(self):
        return list(self.manifest.lines.order_by("number"))


class ManifestView(OneManifest, generic.WagtailAdminTemplateMixin, TemplateView):
    """Who decided, what became of each record, and whether the document is the one that was signed."""

    template_name = "matching/retention/manifest.html"
    header_icon = "clipboard-list"
    page_title = "Bordereau d'élimination"

    def get_page_subtitle(self):
        return self.manifest.code

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": ManifestIndexView.page_title},
            {"url": "", "label": self.manifest.code},
        ]

    def erasures(self):
        """Requests that it answered; one may stand in the archive of its service."""
        in_sight = seams.in_sight_of(self.manifest.service)
        with widened(in_sight, reason="the requests that a bordereau answered, by code"):
            found = RightsRequest.objects.carried_out_by(self.manifest)
            return list(found.select_related("verified_by", "closed_by").order_by("pk"))

    def get_context_data(self, **kwargs):
        columns = [
            Column("number", label="N°"),
            Column("code", label="Dossier"),
            Column("rule", label="Règle", accessor="get_rule_display"),
            Column("outcome", label="Issue", accessor="get_outcome_display"),
            Column("reason", label="Motif"),
        ]
        return super().get_context_data(
            manifest=self.manifest,
            counts=self.manifest.counts.items(),
            erasures=self.erasures(),
            may_see_requests=self.request.user.has_perm("matching.view_rightsrequest"),
            table=Table(columns, self.lines()),
            **kwargs,
        )


class ManifestJsonView(OneManifest, View):
    """The document as it was signed, with its signature: what an inspector verifies."""

    def get(self, request, pk):
        return _attachment(self.manifest.kept_apart, "application/json", f"{self.manifest}.json")


class ManifestCsvView(OneManifest, View):
    """Its lines and what became of them, for a spreadsheet."""

    def get(self, request, pk):
        response = _attachment(BOM, "text/csv; charset=utf-8", f"{self.manifest}.csv")
        sheet = csv.writer(response, delimiter=DELIMITER)
        sheet.writerow(TITLES)
        for line in self.lines():
            done = numeric_moment(line.done_at) if line.done_at else ""
            values = (line.code, line.get_rule_display(), line.get_outcome_display(), done)
            sheet.writerow([line.number, *map(safe, values), safe(line.reason)])
        return response


def _attachment(content: str, content_type: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
