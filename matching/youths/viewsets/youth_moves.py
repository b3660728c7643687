"""Handing a record over, and merging two: one page each, nothing typed is lost."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.generic import FormView
from wagtail.admin import messages

from matching.models import Youth
from matching.youths.forms import HandoverForm, MergeForm, OtherRecordForm
from matching.youths.handover import hand_over
from matching.youths.merge import check_merge, merge
from matching.youths.viewsets.youth_index import youth_url
from psf.perimeter.access import Door, record_access
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.errors import Refused


class RecordMoveView(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """A form about one record in sight; `perform` does it and may be Refused."""

    raise_exception = True
    header_icon = "user"

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.youth = get_object_or_404(Youth.objects.select_related("service"), pk=kwargs["pk"])

    def get_page_subtitle(self):
        return self.youth.code

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("wagtailsnippets_matching_youth:list"), "label": "Jeunes"},
            {"url": youth_url("inspect", self.youth), "label": self.youth.code},
            {"url": "", "label": self.page_title},
        ]

    def get_form_kwargs(self):
        return super().get_form_kwargs() | {"youth": self.youth}

    def form_valid(self, form):
        try:
            return self.perform(form)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)

    def form_invalid(self, form):
        messages.validation_error(self.request, self.error_message, form)
        return super().form_invalid(form)

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"youth": self.youth}


class HandoverView(RecordMoveView):
    permission_required = "matching.handover_youth"
    form_class = HandoverForm
    template_name = "matching/registry/handover.html"
    page_title = "Transférer à un autre service"
    error_message = "Le transfert n'est pas fait : voyez les messages ci-dessous."

    def perform(self, form):
        data = form.cleaned_data
        youth = hand_over(
            self.youth,
            data["service"],
            by=self.request.user,
            reason=data["reason"],
            on=data["on"],
            tutor=data["tutor"],
        )
        messages.success(self.request, f"{youth.code} est désormais suivi par {data['service']}.")
        return redirect("wagtailsnippets_matching_youth:list")


class MergeChoiceView(RecordMoveView):
    """First step: which other record is the same person."""

    permission_required = "matching.merge_youth"
    form_class = OtherRecordForm
    template_name = "matching/registry/merge_choice.html"
    page_title = "Fusionner avec un autre dossier"
    error_message = "Ces dossiers ne peuvent pas être fusionnés."

    def perform(self, form):
        return redirect(
            "wagtailsnippets_matching_youth:merge_preview", self.youth.pk, form.other.pk
        )


class MergePreviewView(RecordMoveView):
    """Second step: both side by side, and which values to keep."""

    permission_required = "matching.merge_youth"
    form_class = MergeForm
    template_name = "matching/registry/merge_preview.html"
    page_title = "Fusionner deux dossiers"
    error_message = "La fusion n'est pas faite : voyez les messages ci-dessous."

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.other = get_object_or_404(
            Youth.objects.select_related("service"), pk=kwargs["other_pk"]
        )

    def get(self, request, *args, **kwargs):
        try:
            check_merge(self.youth, self.other)
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect("wagtailsnippets_matching_youth:merge", self.youth.pk)
        for youth in (self.youth, self.other):
            record_access(request, youth, Door.MERGE)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self):
        kwargs = super().get_form_kwargs()
        del kwargs["youth"]
        return kwargs | {"kept": self.youth, "absorbed": self.other}

    def perform(self, form):
        kept = merge(self.youth, self.other, by=self.request.user, take=form.taken)
        messages.success(self.request, f"{self.other.code} est fusionné dans {kept.code}.")
        return redirect(youth_url("inspect", kept))

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "other": self.other,
            "moved": [
                (name, count)
                for name, count in (
                    ("parcours", self.other.placements.count()),
                    ("représentants légaux", self.other.guardians.count()),
                    ("situations", self.other.situationentrys.count()),
                    ("événements", self.other.events.count()),
                )
                if count
            ],
        }
