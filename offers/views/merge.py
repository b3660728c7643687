"""Merging two records of one company: choose, read what moves, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.views.generic import TemplateView

from offers.forms import MergeForm
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


class MergeCompaniesView(WagtailAdminTemplateMixin, TemplateView):
    """The two choices stay in the form from preview to confirmation; only the last step writes."""

    template_name = "offers/merge.html"
    page_title = "Fusionner deux fiches"
    page_subtitle = "Entreprises"
    header_icon = "resubmit"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm("offers.merge_company"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Accueil"},
            {"url": reverse("wagtailsnippets_offers_company:list"), "label": "Entreprises"},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request, *args, **kwargs):
        initial = {"absorbed": request.GET.get("absorbed") or None}
        return self.render_to_response(self.get_context_data(form=MergeForm(initial=initial)))

    def post(self, request, *args, **kwargs):
        form = MergeForm(request.POST)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form))
        kept, absorbed = form.cleaned_data["kept"], form.cleaned_data["absorbed"]
        if "confirm" in request.POST:
            try:
                absorbed.merge_into(kept, by=request.user)
            except ValidationError as error:
                form.add_error(None, error)
                return self.render_to_response(self.get_context_data(form=form))
            messages.success(request, f"La fiche « {absorbed} » est fusionnée dans « {kept} ».")
            return redirect("wagtailsnippets_offers_company:inspect", kept.pk)
        plan = absorbed.merge_plan(kept)
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**{"plan": None, **kwargs})
        context["media"] = context["form"].media
        return context
