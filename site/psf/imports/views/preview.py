"""The preview, line by line; importing, taking up again, giving up."""

from django.core.paginator import Paginator
from django.shortcuts import redirect
from wagtail.admin import messages

from psf.imports import processing, undoing
from psf.imports.enums import TO_MEND, WRITABLE, BatchState, Outcome
from psf.imports.models import ImportBatch

from .base import OfBatch, Page

LINES_A_PAGE = 50
# Outcome → words of the tabs, one and several, in the order of what needs a look.
TABS = {
    Outcome.WRONG: ("en erreur", "en erreur"),
    Outcome.DUPLICATE: ("en double", "en double"),
    Outcome.CHANGED: ("modifiée", "modifiées"),
    Outcome.NEW: ("nouvelle", "nouvelles"),
    Outcome.SAME: ("sans changement", "sans changement"),
    Outcome.WRITTEN: ("importée", "importées"),
    Outcome.PENDING: ("en attente", "en attente"),
}


class BatchView(OfBatch, Page):
    template_name = "imports/batch.html"

    def get_page_title(self):
        return "Résultat de l'import" if self.done else "Vérifier avant d'importer"

    @property
    def done(self):
        return self.batch.ended

    def path_items(self):
        return [{"url": "", "label": self.kind.title}]

    def get(self, request, pk):
        if self.batch.state == BatchState.HEADERS:
            return redirect("imports:columns", pk)
        return self.render_to_response(self.get_context_data())

    def get_context_data(self, **kwargs):
        counts = self.batch.count()
        chosen = self.request.GET.get("statut", "")
        lines = self.batch.lines.order_by("number")
        if chosen in Outcome.values:
            lines = lines.filter(outcome=chosen)
        paginator = Paginator(lines, LINES_A_PAGE)
        page = paginator.get_page(self.request.GET.get("p"))
        for line in page.object_list:
            line.name = self.kind.label(line)
            line.address = self.kind.address(line.record[1]) if line.record else ""
        return super().get_context_data(
            batch=self.batch,
            kind=self.kind,
            done=self.done,
            tabs=[
                (value, words[counts[value] > 1], counts[value])
                for value, words in TABS.items()
                if counts.get(value)
            ],
            chosen=chosen,
            page=page,
            elided_page_range=paginator.get_elided_page_range(page.number, on_each_side=1),
            to_import=sum(counts.get(value, 0) for value in WRITABLE),
            to_mend=sum(counts.get(value, 0) for value in TO_MEND),
            has_lines=paginator.count > 0,
            undo_refusal=undoing.refusal(self.batch) if self.done else None,
            progress=self.batch.progress() if self.batch.busy else None,
            **kwargs,
        )


class ActionView(OfBatch, Page):
    """A button of the preview."""

    http_method_names = ["post"]


class ConfirmView(ActionView):
    def post(self, request, pk):
        if not processing.confirm(pk, request.user):
            messages.warning(request, "Cet import a déjà été lancé : voici son résultat.")
        return redirect("imports:batch", pk)


class ResumeView(ActionView):
    """Take up an import whose worker stopped; chunks are locked, so a late worker does no harm."""

    def post(self, request, pk):
        if self.batch.stalled:
            processing.start(self.batch)
        return redirect("imports:batch", pk)


class DiscardView(ActionView):
    def post(self, request, pk):
        batch = ImportBatch.objects.of(request.user).select_for_update(of=("self",)).get(pk=pk)
        if batch.state == BatchState.WRITING:
            messages.error(request, "L'import est en cours : il ne peut plus être abandonné.")
            return redirect("imports:batch", pk)
        if batch.ended:
            batch.lines.all().delete()
            messages.success(request, "Les lignes du fichier sont effacées.")
        else:
            batch.delete()
            messages.success(request, "Import abandonné : rien n'a été enregistré.")
        return redirect("imports:index")
