"""Completion of ROME fiches and domaines while one types."""

from django.core.exceptions import PermissionDenied
from django.http import JsonResponse

from offers.models import Rome
from offers.widgets import tag_of

SHOWN = 20


def complete_rome(request):
    """Answer a JSON list of tags whose code begins, or whose label contains, what is typed."""
    if not request.user.has_perm("offers.view_rome"):
        raise PermissionDenied
    found = Rome.objects.choosable().matching_text(request.GET.get("term", ""))[:SHOWN]
    return JsonResponse([tag_of(rome) for rome in found], safe=False)
