"""The bilan of a file, as its young person and as its buyer read it; both print."""

from django.http import Http404
from django.template.response import TemplateResponse

from matching.documents.review import exists, review_for_buyer, review_for_followers
from matching.models import Placement
from matching.placements.screens import FileScreen


class ReviewView(FileScreen):
    """`for_buyer`: what the buyer receives, without a name or a word that somebody typed."""

    for_buyer = False

    def get_queryset(self):
        return Placement.objects.for_file()

    def get(self, request, *args, **kwargs):
        placement = self.subject
        if not exists(placement) or (self.for_buyer and not placement.offer.contract_id):
            raise Http404
        page = review_for_buyer(placement) if self.for_buyer else review_for_followers(placement)
        return TemplateResponse(
            request,
            "matching/documents/review.html",
            {"page": page, "back_url": self.get_subject_url()},
        )
