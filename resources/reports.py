"""Reports for editors: what to read again, and what visitors looked for in vain."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import render
from django.views.generic import View
from wagtail.permissions import page_permission_policy

from resources.models import MissedSearch
from resources.reviewing import to_review

SHOWN_MISSES = 200


class EditorsView(View):
    """Open to whoever edits pages."""

    title = ""
    template_name = ""
    icon = "view"

    def get(self, request):
        if not page_permission_policy.user_has_any_permission(
            request.user, {"add", "change", "publish"}
        ):
            raise PermissionDenied
        context = {"page_title": self.title, "header_icon": self.icon, **self.rows()}
        return render(request, self.template_name, context)


class ToReviewView(EditorsView):
    title = "À revérifier"
    template_name = "resources/admin/to_review.html"
    icon = "warning"

    def rows(self):
        return {"found": to_review()}


class MissedSearchesView(EditorsView):
    title = "Recherches sans résultat"
    template_name = "resources/admin/missed.html"
    icon = "search"

    def rows(self):
        return {"missed": MissedSearch.objects.all()[:SHOWN_MISSES]}
