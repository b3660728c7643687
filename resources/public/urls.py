"""Addresses of the public site that are not pages of the tree; forms among them are never cached."""

from django.urls import path

from offers.enums import FilingKind
from resources.public.contact import FindServiceView, InterestView, LostLinkView, MldsView
from resources.public.feeds import NewsFeed, robots, sitemap
from resources.public.filings import FilingView

app_name = "public"
urlpatterns = [
    path("contact/mlds/", MldsView.as_view(), name="mlds"),
    path("declarer/", FilingView.as_view(kind=FilingKind.DECLARATION), name="declare"),
    path("consulter/", FilingView.as_view(kind=FilingKind.CONSULTATION), name="consult"),
    path("proposer/", FilingView.as_view(kind=FilingKind.PROPOSAL), name="propose"),
    path("contact/lien/", LostLinkView.as_view(), name="lost_link"),
    path("contact/service/", FindServiceView.as_view(), name="service"),
    path("parcours/<str:code>/interet/", InterestView.as_view(), name="interest"),
    path("actualites.rss", NewsFeed(), name="feed"),
    path("sitemap.xml", sitemap, name="sitemap"),
    path("robots.txt", robots, name="robots"),
]
