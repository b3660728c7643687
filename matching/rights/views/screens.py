"""What every screen about requests shares: who may open it, in which perimeter, logged."""

from contextlib import ExitStack
from functools import cached_property

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.generic import View

from matching.models import RightsRequest, Youth
from psf.perimeter.access import Door, record_access
from psf.perimeter.requests import SignedRequest
from psf.perimeter.scope import all_services, widened
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin

VIEW, ADD, CHANGE = (f"matching.{verb}_rightsrequest" for verb in ("view", "add", "change"))
FOR_COORDINATORS = "Réservé aux coordonnateurs et au délégué à la protection des données."


class RightsScreen(WagtailAdminTemplateMixin, View):
    """A page of the admin; `permission` opens it."""

    request: SignedRequest
    permission = VIEW
    header_icon = "lock"
    template_name = ""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("rights:list"), "label": "Demandes d'exercice de droits"},
            {"url": "", "label": self.get_page_subtitle() or self.get_page_title()},
        ]

    def show(self, *, status=200, **context):
        return TemplateResponse(
            self.request, self.get_template_names(), self.get_context_data(**context), status=status
        )


def service_of(model, code: str) -> int:
    """Which service a code of another service stands in: for the DPO, who then sees that one. 404."""
    with all_services("the DPO opens one request, or one file by its code"):
        found = model.objects.filter(code=code).values_list("service", flat=True).first()
    if found is None:
        raise Http404
    return found


class RequestScreen(RightsScreen):
    """About one request of the reader's services; the DPO's opens its service for that one look."""

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(self.permission):
            raise PermissionDenied
        with ExitStack() as sight:
            if request.user.is_dpo:
                sight.enter_context(
                    widened([service_of(RightsRequest, kwargs["code"])], reason="a rights request")
                )
            self.rights = self.find()
            youth = self.rights.youth
            response = super().dispatch(request, *args, **kwargs)
            if youth and response.status_code == 200:
                record_access(request, youth, Door.RIGHTS)
            if hasattr(response, "render"):
                response.render()
        return response

    def find(self) -> RightsRequest:
        return get_object_or_404(RightsRequest.objects.with_details(), code=self.kwargs["code"])

    @cached_property
    def may_change(self) -> bool:
        return self.request.user.has_perm(CHANGE)

    def get_page_title(self):
        return self.page_title or "Demande"

    def get_page_subtitle(self):
        return self.rights.code

    @property
    def url(self) -> str:
        return reverse("rights:request", args=[self.rights.code])

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            rights=self.rights,
            rights_url=self.url,
            is_youth=isinstance(self.rights.subject, Youth),
            **kwargs,
        )
