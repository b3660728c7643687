"""Merging two records of one company, or of one buyer: choose, read what moves, confirm."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import capfirst
from django.views.generic import TemplateView

from offers.forms import MergeBuyersForm, MergeForm
from psf.codes import key_of
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


class MergeCompaniesView(WagtailAdminTemplateMixin, TemplateView):
    """The two choices stay in the form from preview to confirmation; only the last step writes."""

    template_name = "offers/merge.html"
    page_title = "Fusionner deux fiches"
    header_icon = "resubmit"
    form_class = MergeForm
    url_name = "offers_merge_companies"

    @property
    def model(self):
        return self.form_class.model

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(f"offers.merge_{self.model._meta.model_name}"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return capfirst(self.model._meta.verbose_name_plural)

    def _url(self, name, *args):
        return reverse(f"{self.model.snippet_viewset.url_namespace}:{name}", args=args)

    def get_breadcrumbs_items(self):
        return [
            {"url": reverse("wagtailadmin_home"), "label": "Accueil"},
            {"url": self._url("list"), "label": self.get_page_subtitle()},
            {"url": "", "label": self.page_title},
        ]

    def get(self, request, *args, **kwargs):
        initial = {name: key_of(request.GET.get(name, "")) or None for name in ("kept", "absorbed")}
        return self.render_to_response(self.get_context_data(form=self.form_class(initial=initial)))

    def post(self, request, *args, **kwargs):
        form = self.form_class(request.POST)
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
            return redirect(self._url("inspect", kept.pk))
        plan = absorbed.merge_plan(kept)
        return self.render_to_response(self.get_context_data(form=form, plan=plan))

    def get_context_data(self, **kwargs):
        context = super().get_context_data(**{"plan": None, **kwargs})
        context["media"] = context["form"].media
        context["action"] = reverse(self.url_name)
        return context


class MergeBuyersView(MergeCompaniesView):
    form_class = MergeBuyersForm
    url_name = "offers_merge_buyers"
