"""`/notice/…`: what was handed over, the version in force and each one before it, for everybody."""

from django.http import Http404
from django.urls import path
from django.utils import timezone
from django.views.generic import TemplateView

from matching.models import Notice

app_name = "notices"


class NoticeView(TemplateView):
    """One version, and the way to the others; one not in force yet is nobody's to read."""

    template_name = "matching/guests/notice.html"

    def get_context_data(self, number: str = "", **kwargs):
        given = Notice.objects.filter(valid_from__lte=timezone.localdate())
        notice = given.filter(number=number).first() if number else given.first()
        if notice is None:
            raise Http404("no such notice")
        return {
            **super().get_context_data(**kwargs),
            "notice": notice,
            "in_force": notice == given.first(),
            "others": given.exclude(pk=notice.pk),
        }


urlpatterns = [
    path("", NoticeView.as_view(), name="in_force"),
    path("<path:number>/", NoticeView.as_view(), name="version"),
]
