"""For readers that are programs: news, plan, and what to leave alone."""

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.feedgenerator import Rss201rev2Feed

from home.frame import current
from home.models import NewsPage

KEPT_SECONDS = 3600
LATEST = 20


def base() -> str:
    return settings.WAGTAILADMIN_BASE_URL.rstrip("/")


class NewsFeed(Feed):
    """The last news, newest first."""

    feed_type = Rss201rev2Feed
    title = "Parcours Solidaire de Formation : actualités"
    description = "Les nouvelles de la clause sociale de formation."
    language = "fr"

    def __call__(self, request, *args, **kwargs):
        response = super().__call__(request, *args, **kwargs)
        response.page_cache_seconds = KEPT_SECONDS
        return response

    def link(self):
        entry = current().first("newsindexpage")
        return base() + (entry.url if entry else "/")

    def feed_url(self):
        return base() + reverse("public:feed")

    def items(self):
        news = NewsPage.objects.live().public().defer_streamfields()
        return news.order_by("-published_on", "-pk")[:LATEST]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.summary

    def item_link(self, item):
        return item.canonical

    def item_pubdate(self, item):
        return item.first_published_at


def sitemap(request):
    """Every public page and tool, on the site's own host."""
    entries = [entry for entry in current().entries.values() if entry.model.indexed]
    tools = [reverse(f"outils:{name}") for name in ("calibreur", "insertion", "redacteur")]
    response = render(
        request,
        "resources/public/sitemap.xml",
        {"base": base(), "entries": entries, "tools": tools},
        content_type="application/xml",
    )
    response.page_cache_seconds = KEPT_SECONDS
    return response


def robots(request):
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /compte/",
        "Disallow: /l/",
        "Disallow: /lien/",
        "Disallow: /parcours/",
        f"Sitemap: {base()}{reverse('public:sitemap')}",
    ]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    response.page_cache_seconds = KEPT_SECONDS
    return response
