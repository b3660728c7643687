"""`/notice/…`: what was handed over, the version in force and each one before it, for everybody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.utils import timezone
from django.views.generic import TemplateView

from matching.models import Notice
from psf.documents.content import DOCX
from psf.documents.sheet import Sheet
from psf.documents.views.download import as_download
from psf.french.days import full_date

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


def notice_file(request: HttpRequest) -> HttpResponse:
    """The version in force as a Word file, to print and to hand over."""
    notice = Notice.objects.in_force(timezone.localdate())
    if notice is None:
        raise Http404("no notice in force")
    sheet = Sheet(
        "Notice d'information",
        f"Version {notice.number}, à partir du {full_date(notice.valid_from)}",
    ).headed("Parcours Solidaire de Formation")
    for title, text in (
        ("Remise au jeune", notice.text),
        ("Remise au représentant légal", notice.guardian_text),
    ):
        sheet.heading(title)
        sheet.text(*(line for line in text.splitlines() if line.strip()))
    return as_download(sheet.content(), DOCX, f"notice-information-{notice.number}.docx")


urlpatterns = [
    path("", NoticeView.as_view(), name="in_force"),
    path("notice.docx", notice_file, name="file"),
    path("<path:number>/", NoticeView.as_view(), name="version"),
]
