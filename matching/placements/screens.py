"""What every screen of one file (a placement) shares: finding it, its addresses, the access log."""

from django.shortcuts import get_object_or_404
from django.urls import reverse

from matching.models import Placement
from matching.placements.workflow import FOLLOWERS, PLACEMENTS
from psf.perimeter.access import record_access
from psf.perimeter.models import AccessLog
from psf.workflow.views import SubjectScreen


class FileScreen(SubjectScreen):
    """A page about one placement of the reader's services; consulting it is logged."""

    workflow = PLACEMENTS
    permission = "matching.view_placement"
    who = FOLLOWERS
    header_icon = "clipboard-list"

    def get_queryset(self):
        return Placement.objects.for_gestures()

    def get_subject(self):
        return get_object_or_404(self.get_queryset(), code=self.kwargs["code"])

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if request.method == "GET" and self.subject and response.status_code == 200:
            record_access(request, self.subject.youth, AccessLog.Door.FILE)
        return response

    def get_subject_url(self):
        return reverse("work:file", args=[self.subject.code])

    def get_breadcrumbs_items(self):
        items = [
            *super().get_breadcrumbs_items(),
            {"url": reverse("wagtailadmin_home") + "suivi/", "label": "Suivi des parcours"},
        ]
        if not self.subject:
            return items
        if not self.get_page_title():
            return [*items, {"url": "", "label": self.subject.code}]
        return [
            *items,
            {"url": self.get_subject_url(), "label": self.subject.code},
            {"url": "", "label": self.get_page_title()},
        ]
