"""Contact, search and plan du site."""

from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.fields import BodyField
from home.frame import current
from home.models.base import PublicPage, summary_field, texts_of
from home.searching import search
from psf.throttles.limits import address_of

# Found results shown at first; the others are one link away.
# Characters; no title nor question is longer.
LONGEST_SEARCH = 200
FIRST_RESULTS = 8


class ContactPage(PublicPage):
    """Leads to the two forms, which stand at addresses that are never cached."""

    summary = summary_field()
    body = BodyField(verbose_name="suite de la page", blank=True, max_num=8)

    content_panels = [*Page.content_panels, FieldPanel("summary"), FieldPanel("body")]
    template = "home/contact.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "contact"
        verbose_name_plural = "pages de contact"

    def words(self):
        return [self.summary, *texts_of(self.body)]


class SearchPage(PublicPage):
    """What was typed, and what was found."""

    # Each search is counted when it finds nothing: its answer is not kept.
    cache_seconds = 0
    indexed = False

    content_panels = [*Page.content_panels]
    template = "home/search.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "recherche"
        verbose_name_plural = "pages de recherche"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        typed = " ".join(request.GET.get("q", "").replace("\x00", "").split())
        context["typed"] = typed
        by_a_visitor = not getattr(request, "is_preview", False)
        asked_from = address_of(request) if by_a_visitor else ""
        found = search(typed, asked_from=asked_from) if len(typed) <= LONGEST_SEARCH else []
        context["found"] = len(found)
        context["results"] = found if request.GET.get("tout") == "1" else found[:FIRST_RESULTS]
        return context


class SiteMapPage(PublicPage):
    content_panels = [*Page.content_panels]
    template = "home/site_map.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = "plan du site"
        verbose_name_plural = "plans du site"

    @property
    def tree(self):
        return [(level, entry) for level, entry in current().tree() if entry.pk != self.pk]
