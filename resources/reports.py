"""Reports for editors: what to read again, and what visitors looked for in vain."""

from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.reports import ReportView

from psf.spreadsheets.exports import SafeExportMixin
from psf.wagtail_seams.policies import page_permission_policy
from resources.models import MissedSearch
from resources.reviewing import to_review


class EditorsReport(SafeExportMixin, ReportView):
    """A list open to whoever edits pages, with its exports."""

    permission_policy = page_permission_policy
    any_permission_required = ("add", "change", "publish")

    def get_base_queryset(self):
        raise NotImplementedError

    def get_queryset(self):
        return self.get_base_queryset()


class ToReviewView(EditorsReport):
    """Rows are made on demand: legal references, figures, links and testimonies of every content."""

    page_title = "À revérifier"
    header_icon = "warning"
    index_url_name = "resources_to_review"
    index_results_url_name = "resources_to_review_results"
    results_template_name = "resources/admin/to_review.html"
    export_filename = "a-reverifier"
    list_export = ("kind", "what", "where", "why")
    export_headings = {"kind": "Nature", "what": "Quoi", "where": "Où", "why": "Pourquoi"}
    columns = [
        TitleColumn("what", label="Quoi", get_url=lambda each: each.edit),
        Column("kind", label="Nature"),
        Column("where", label="Où"),
        Column("why", label="Pourquoi"),
    ]

    def get_base_queryset(self):
        return to_review(user=self.request.user)


class MissedSearchesView(EditorsReport):
    """The words that found nothing, the most frequent first; nothing about who typed them."""

    page_title = "Recherches sans résultat"
    header_icon = "search"
    index_url_name = "resources_missed"
    index_results_url_name = "resources_missed_results"
    results_template_name = "resources/admin/missed.html"
    export_filename = "recherches-sans-resultat"
    list_export = ("words", "times", "last_on")
    columns = [
        Column("words", label="Recherche"),
        Column("times", label="Fois"),
        Column("last_on", label="Dernière fois"),
    ]

    def get_base_queryset(self):
        return MissedSearch.objects.all()
