"""Screens of the steps: versions in force, a new one with its effects, its application on purpose."""

from contextlib import AbstractContextManager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.functional import cached_property
from django.views.generic import View
from wagtail.admin import messages

from psf.accounts.levels import CHANGE_TEXTS, levels_of
from psf.french.numbers import counted, plural
from psf.perimeter.requests import SignedRequest
from psf.territories.models import Academy
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin
from psf.workflow.models import StagePolicy
from psf.workflow.policies import rollout
from psf.workflow.policies.access import ADD, VIEW, academies_of, may_adapt
from psf.workflow.policies.forms import NEWER, StagePolicyForm
from psf.workflow.policies.wording import differences, inherited_by


class PolicyScreen(WagtailAdminTemplateMixin, View):
    """A page about the steps, for those who may read them."""

    request: SignedRequest
    header_icon = "sliders"
    permission = VIEW

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def show(self, *, status: int = 200, **context: Any) -> TemplateResponse:
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context), status=status
        )

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("etapes:list"), "label": "Étapes et délais"},
        ]
        return [*items, {"url": "", "label": self.get_page_title()}]


class PolicyListView(PolicyScreen):
    """Each scope: what is in force in plain words, and the versions before it."""

    page_title = "Étapes et délais"
    template_name = "workflow/policies/list.html"

    def get(self, request: SignedRequest) -> HttpResponse:
        return self.show()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        academies = [None, *academies_of(self.request)]
        adapts_messages = bool(levels_of(self.request.user, CHANGE_TEXTS))
        return super().get_context_data(
            scopes=[self.scope(academy) for academy in academies],
            messages_url=reverse("messaging_templates:index") if adapts_messages else "",
            **kwargs,
        )

    def scope(self, academy: Academy | None) -> dict[str, Any]:
        versions = list(StagePolicy.objects.of(academy).select_related("created_by", "academy"))
        inherited = inherited_by(academy)
        current = versions[0] if versions else None
        may = may_adapt(self.request.user, academy)
        return {
            "academy": academy,
            "name": f"Académie de {academy.name}" if academy else "Toute la France",
            "current": current,
            "lines": differences(current, inherited) if current else [],
            "older": [(version, differences(version, inherited)) for version in versions[1:]],
            "new_url": new_url(academy) if may else "",
            "apply_url": apply_url(academy) if may and current else "",
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return super().get_breadcrumbs_items()[:-1]


class ScopeScreen(PolicyScreen):
    """A page of one scope that may be adapted: `pk` of the académie, or national without."""

    permission = ADD

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.has_perm(ADD) and not may_adapt(self.request.user, self.academy):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def academy(self) -> Academy | None:
        pk = self.kwargs.get("pk")
        return get_object_or_404(Academy, pk=pk) if pk else None

    def get_page_subtitle(self) -> str:
        return f"Académie de {self.academy.name}" if self.academy else "Toute la France"

    def scope(self) -> AbstractContextManager[list[int]]:
        return rollout.scope_of(self.academy, self.request.user)


class NewVersionView(ScopeScreen):
    """Typed, then checked with its effects, then saved: nothing open moves."""

    page_title = "Nouvelle version"
    template_name = "workflow/policies/form.html"

    def get(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        return self.show(form=StagePolicyForm(academy=self.academy))

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        form = StagePolicyForm(request.POST, academy=self.academy)
        if not form.is_valid():
            return self.show(form=form)
        if form.is_outdated():
            form.add_error(None, NEWER)
            return self.show(form=form, status=409)
        version = form.instance
        lines = differences(version, form.inherited)
        if "save" not in request.POST:
            with self.scope() as services:
                shifts = rollout.preview(version, services)
            return self.show(form=form, checked=True, lines=lines, shifts=shifts)
        version.created_by = request.user
        version.save()
        messages.success(
            request,
            f"Version {version.number} enregistrée : elle vaut pour ce qui s'ouvre maintenant."
            " Les actions déjà ouvertes gardent leur date.",
            buttons=[messages.button(apply_url(self.academy), "Appliquer aux suivis en cours")],
        )
        return HttpResponseRedirect(reverse("etapes:list"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        kwargs.setdefault("checked", False)
        return super().get_context_data(list_url=reverse("etapes:list"), **kwargs)


class ApplyView(ScopeScreen):
    """« Appliquer aux suivis en cours », on purpose: the count, then the move."""

    page_title = "Appliquer aux suivis en cours"
    template_name = "workflow/policies/apply.html"

    def get(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        with self.scope() as services:
            shifts = rollout.shifts(self.academy, services)
            excluded = [] if self.academy else rollout.excluded_academies()
        return self.show(
            shifts=shifts,
            count=sum(shift.count for shift in shifts),
            excluded=excluded,
            version=StagePolicy.objects.of(self.academy).first(),
            list_url=reverse("etapes:list"),
        )

    def post(self, request: SignedRequest, **kwargs: Any) -> HttpResponse:
        with self.scope() as services:
            count = rollout.waiting(self.academy, services)
            if count <= rollout.AT_ONCE:
                moved, _ = rollout.apply_to_open(self.academy, services, by=request.user)
        if count > rollout.AT_ONCE:
            rollout.start_in_background(self.academy, request.user)
            messages.success(
                request,
                f"{count} actions sont recomptées en arrière-plan ; cette page dit ce qui reste.",
            )
            return HttpResponseRedirect(apply_url(self.academy))
        if moved:
            messages.success(request, f"{counted(moved, 'échéance')} {plural(moved, 'déplacée')}.")
        else:
            messages.success(request, "Rien à déplacer : tout suit déjà les délais en vigueur.")
        return HttpResponseRedirect(reverse("etapes:list"))


def new_url(academy: Academy | None) -> str:
    return reverse("etapes:new_academy", args=[academy.pk]) if academy else reverse("etapes:new")


def apply_url(academy: Academy | None) -> str:
    if academy:
        return reverse("etapes:apply_academy", args=[academy.pk])
    return reverse("etapes:apply")
