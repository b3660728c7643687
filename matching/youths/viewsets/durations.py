"""Durations of conservation: proposed, advised upon by the DPO, decided by the controller's delegate."""

from django.contrib.auth.mixins import PermissionRequiredMixin
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.views.generic import FormView, View
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.models import ModelLogEntry
from wagtail.snippets.views.snippets import InspectView

from matching.models import RetentionPolicy
from matching.models.durations import DURATIONS, in_words
from matching.youths.forms.durations import DecisionForm, OpinionForm, SetAsideForm
from matching.youths.viewsets.policies import NewVersionView, PolicyViewSet
from psf.documents.models import Blob
from psf.documents.views.download import as_download
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.errors import Refused

ADVISE, DECIDE = "matching.advise_retentionpolicy", "matching.decide_retentionpolicy"
ONE_PERSON = "La même personne a proposé ces durées et donné l'avis du DPO."
YOURSELF = "Vous avez proposé ces durées : votre avis portera sur votre propre proposition."
VALUES = (
    "valid_from",
    "reason",
    *DURATIONS,
    "visa_reference",
    "visa_on",
    "visa_until",
    "opinion",
    "opinion_text",
    "opinion_on",
    "opinion_as",
    "decided_on",
    "decided_as",
    "validated_by",
)


def url_of(name: str, policy) -> str:
    return reverse(f"wagtailsnippets_matching_retentionpolicy:{name}", args=[policy.pk])


def next_step(policy, user) -> tuple[str, str] | None:
    """(what, address) that this person may do about a version now."""
    if not policy.is_settled and user.has_perm(ADVISE):
        return "Donner l'avis du DPO", url_of("advise", policy)
    undecided = policy.opinion_on and not policy.set_aside_on and not policy.is_decided
    if undecided and user.has_perm(DECIDE):
        return "Décider ces durées", url_of("decide", policy)
    return None


def remark_on(policy, adviser=None) -> str:
    """That whoever proposed a version gave the opinion on it, or is about to; "" otherwise."""
    made = ModelLogEntry.objects.for_instance(policy).filter(action="wagtail.create").first()
    proposer = made.user if made else None
    if proposer is None or policy.is_decided:
        return ""
    if policy.opinion_on:
        return ONE_PERSON if proposer == policy.opinion_by else ""
    return YOURSELF if proposer == adviser else ""


class NextColumn(Column):
    """The next step of a version, for whoever reads the list."""

    cell_template_name = "matching/registry/next_step.html"

    def get_value(self, instance):
        return None

    def get_cell_context_data(self, instance, parent_context):
        step = next_step(instance, parent_context["request"].user)
        return super().get_cell_context_data(instance, parent_context) | {"step": step}


class DurationsInspectView(InspectView):
    """The durations, the opinion, the decision, and what the reader may still do."""

    template_name = "matching/registry/durations.html"

    def get_field_display_value(self, field_name, field):
        """A duration with its unit."""
        if field_name in DURATIONS:
            return in_words(field_name, getattr(self.object, field_name))
        return super().get_field_display_value(field_name, field)

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.fields = [name for name in VALUES if getattr(self.object, name) not in (None, "")]

    def get_context_data(self, **kwargs):
        policy, user = self.object, self.request.user
        return super().get_context_data(**kwargs) | {
            "policy": policy,
            "remark": remark_on(policy),
            "step": next_step(policy, user),
            "file_url": url_of("opinion", policy) if policy.opinion_file_id else "",
        }


class AboutDurations(PermissionRequiredMixin, WagtailAdminTemplateMixin, FormView):
    """A form about one version."""

    raise_exception = True
    header_icon = "time"
    template_name = "matching/registry/durations_form.html"
    breadcrumbs_items: list[dict] = []
    button = ""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.policy = get_object_or_404(RetentionPolicy, pk=kwargs["pk"])

    def get(self, request, *args, **kwargs):
        """Done already, by whomever: the version itself says so."""
        if self.is_done():
            return redirect(url_of("inspect", self.policy))
        return super().get(request, *args, **kwargs)

    def is_done(self) -> bool:
        return self.policy.is_settled

    def get_breadcrumbs_items(self):
        index = reverse("wagtailsnippets_matching_retentionpolicy:list")
        return [
            *self.breadcrumbs_items,
            {"url": index, "label": "Durées de conservation"},
            {"url": url_of("inspect", self.policy), "label": str(self.policy)},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "policy": self.policy,
            "button": self.button,
            "remark": remark_on(self.policy, self.request.user),
            "file_url": url_of("opinion", self.policy) if self.policy.opinion_file_id else "",
            "starts_on": None,
            "aside_url": "",
        }

    def form_valid(self, form):
        try:
            self.perform(form)
        except Refused as refusal:
            form.add_error(None, refusal)
            return self.form_invalid(form)
        return redirect(url_of("inspect", self.policy))


class OpinionView(AboutDurations):
    permission_required = ADVISE
    form_class = OpinionForm
    page_title = "Donner l'avis du DPO"
    button = "Joindre cet avis"

    def perform(self, form):
        typed = form.cleaned_data
        with Blob.keeping(form.accepted) as blob:
            self.policy.advise(typed["opinion"], typed["text"], by=self.request.user, file=blob)
        messages.success(self.request, "Avis joint : ces durées attendent une décision.")


class OfTheDelegate(AboutDurations):
    permission_required = DECIDE

    def is_done(self):
        return self.policy.is_decided or self.policy.set_aside_on is not None


class DecisionView(OfTheDelegate):
    """In force from a day that is said before; or set aside, by the form beside."""

    form_class = DecisionForm
    page_title = "Décider ces durées"
    button = "Décider"

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        return super().get_context_data(**kwargs) | {
            "starts_on": self.policy.starts_on(today),
            "aside_url": url_of("set_aside", self.policy),
        }

    def perform(self, form):
        self.policy.decide(by=self.request.user)
        messages.success(self.request, f"{self.policy} : décidées.")


class SetAsideView(OfTheDelegate):
    form_class = SetAsideForm
    page_title = "Écarter cette proposition"
    button = "Écarter"

    def perform(self, form):
        self.policy.set_aside(form.cleaned_data["because"], by=self.request.user)
        messages.success(self.request, "Proposition écartée : rien ne change.")


class NewDurationsView(NewVersionView):
    """Begins on the first day that no decided version has."""

    def get_initial(self):
        free = RetentionPolicy.objects.first_free_day(timezone.localdate())
        return super().get_initial() | {"valid_from": free}


class OpinionFileView(PermissionRequiredMixin, View):
    """The signed opinion, for whoever may read the durations."""

    permission_required = "matching.view_retentionpolicy"
    raise_exception = True

    def get(self, request, pk):
        policy = get_object_or_404(RetentionPolicy.objects.select_related("opinion_file"), pk=pk)
        if policy.opinion_file is None:
            raise Http404
        try:
            content = policy.opinion_file.content()
        except Refused as refusal:
            messages.error(request, refusal.sentence)
            return redirect(url_of("inspect", policy))
        name = f"avis-dpo-{policy.valid_from:%Y-%m-%d}.pdf"
        return as_download(content, policy.opinion_file.content_type, name)


class RetentionPolicyViewSet(PolicyViewSet):
    model = RetentionPolicy
    icon = "time"
    menu_label = "Durées de conservation"
    base_url_path = "reglages/conservation"
    add_view_class = NewDurationsView
    inspect_view_class = DurationsInspectView
    inspect_template_name = DurationsInspectView.template_name
    ordering = ["-valid_from", "-pk"]
    list_display = [
        "__str__",
        NextColumn("next", label="À faire"),
        *PolicyViewSet.list_display[1:],
        Column("state", label="État"),
    ]

    def get_queryset(self, request):
        return RetentionPolicy.objects.with_replaced()

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("avis/<int:pk>/", OpinionView.as_view(), name="advise"),
            path("decision/<int:pk>/", DecisionView.as_view(), name="decide"),
            path("ecarter/<int:pk>/", SetAsideView.as_view(), name="set_aside"),
            path("avis/<int:pk>/fichier/", OpinionFileView.as_view(), name="opinion"),
        ]
