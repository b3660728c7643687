"""News, newest first, with a feed."""

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.fields import BodyField
from home.models.base import (
    FIGURES_HELP,
    PublicPage,
    page_asked,
    readable,
    summary_field,
    texts_of,
)

PER_PAGE = 10


class NewsIndexPage(PublicPage):
    summary = summary_field()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    template = "home/news_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["home.NewsPage"]
    max_count = 1

    class Meta:
        verbose_name = "actualités"
        verbose_name_plural = "pages des actualités"

    def words(self):
        return [self.summary]

    def latest(self):
        news = readable(NewsPage.objects.child_of(self))
        return news.order_by("-published_on", "-pk")

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["news"] = Paginator(self.latest(), PER_PAGE).get_page(request.GET.get("page"))
        return context

    def known_query(self, request, context):
        return page_asked(request, context["news"])


class NewsPage(PublicPage):
    published_on = models.DateField("date affichée", default=timezone.localdate)
    summary = summary_field()
    body = BodyField(verbose_name="contenu", max_num=15)

    content_panels = [
        *Page.content_panels,
        FieldPanel("published_on"),
        FieldPanel("summary"),
        FieldPanel("body"),
        FIGURES_HELP,
    ]
    template = "home/news.html"
    parent_page_types = ["home.NewsIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = "actualité"
        verbose_name_plural = "actualités"

    def words(self):
        return [self.summary, *texts_of(self.body)]
