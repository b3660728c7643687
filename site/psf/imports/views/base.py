"""What the screens of an import share: the right to it, and the batch of the person."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.generic import View

from psf.imports.kinds import kind, kinds
from psf.imports.models import ImportBatch
from psf.wagtail_seams.screens import WagtailAdminTemplateMixin


class Page(WagtailAdminTemplateMixin, View):
    header_icon = "upload"
    page_title = "Imports"

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse("imports:index"), "label": "Imports"},
            *self.path_items(),
        ]

    def path_items(self):
        return []


class OfKind:
    """A screen of one kind of import, for whoever has its permission."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        try:
            self.kind = kind(kwargs["kind"])
        except KeyError:
            raise Http404 from None
        allow(request.user, self.kind)


class OfBatch:
    """A screen of one import of the person signed in."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        self.batch = get_object_or_404(
            ImportBatch.objects.of(request.user).select_related("service", "department"),
            pk=kwargs["pk"],
        )
        self.kind = self.batch.declared
        allow(request.user, self.kind)


def allow(user, kind):
    if not user.has_perm(kind.permission):
        raise PermissionDenied


def allowed_kinds(user):
    return [kind for kind in kinds() if user.has_perm(kind.permission)]
