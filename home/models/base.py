"""What every public page does: how it is cached, what search engines and networks are told."""

from django.conf import settings
from django.db import models
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, PublishingPanel
from wagtail.models import Page, PageViewRestriction

from home.frame import current


class PublicPage(Page):
    """A page of the public site. Its template extends `home/page.html`."""

    # How long an anonymous answer may be served again, unless something it shows changes.
    cache_seconds = 24 * 60 * 60
    # Most have one of their own, a field.
    summary = ""
    # Written in the sitemap and offered to search engines.
    indexed = True

    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug"),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
                FieldPanel("show_in_menus"),
            ],
            heading="Adresse, recherche et menu",
        )
    ]
    settings_panels = [PublishingPanel()]

    class Meta:
        abstract = True

    def serve(self, request, *args, **kwargs):
        response = super().serve(request, *args, **kwargs)
        if not getattr(request, "is_preview", False):
            response.page_cache_seconds = self.cache_seconds
            known = self.known_query(request, getattr(response, "context_data", None) or {})
            response.page_cache_query = {name: value for name, value in known.items() if value}
        return response

    def known_query(self, request, context) -> dict[str, str]:
        """What this page understood of its query: asked with anything else, it is not kept."""
        return {}

    def get_view_restrictions(self):
        """None for a page of the frame: it holds what everybody may read."""
        if self.pk in current().entries:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    @property
    def crumbs(self):
        return current().above(self.path)

    @property
    def address(self) -> str:
        """From the site's root, for the page itself even when it is not published."""
        return current().url_of(self.pk) or self.get_url() or ""

    @property
    def canonical(self) -> str:
        return settings.WAGTAILADMIN_BASE_URL.rstrip("/") + self.address

    def words(self) -> list[str]:
        """Texts that the search reads, beyond title and description."""
        return []

    def description(self) -> str:
        return self.search_description or self.summary


def page_asked(request, page) -> dict[str, str]:
    """The number of a page of a list, for `known_query`, when it is asked and there is one."""
    asked = request.GET.get("page", "")
    return {"page": asked} if asked == str(page.number) else {}


def readable(pages):
    """Those of a queryset of pages that everybody may read."""
    return pages.filter(pk__in=list(current().entries)).defer_streamfields()


def summary_field(**kwargs):
    return models.TextField(
        "résumé",
        max_length=300,
        blank=True,
        help_text="Sous le titre, et dans les listes : deux phrases au plus.",
        **kwargs,
    )


def texts_of(stream) -> list[str]:
    """What a stream says, block by block."""
    return [text for child in stream for text in child.block.get_searchable_content(child.value)]


FIGURES_HELP = HelpPanel(template="resources/admin/figures_help.html", heading="Chiffres datés")
