"""Guides: one subject each, for some roles, at one step."""

from django.db import models
from django.db.models import Q
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page
from wagtail.search import index

from home.contents import while_unchanged
from home.enums import PublicRole
from home.fields import BodyField
from home.models.base import FIGURES_HELP, PublicPage, readable, summary_field, texts_of
from resources.blocks import BODY
from resources.blocks.source import SOURCES
from resources.fields import RolesField
from resources.models.kit import KitDocument
from resources.models.questions import Question
from resources.panels import step_panel


class GuideIndexPage(PublicPage):
    """Every guide, in order, with whom it is for."""

    summary = summary_field()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    template = "resources/pages/guide_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["resources.GuidePage"]
    max_count = 1

    class Meta:
        verbose_name = "liste des guides"
        verbose_name_plural = "listes des guides"

    def words(self):
        return [self.summary]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        guides = readable(GuidePage.objects.child_of(self)).order_by("order", "path")
        role = request.GET.get("role", "")
        context["role"] = role if role in PublicRole.values else ""
        context["roles"] = PublicRole.choices
        context["guides"] = [g for g in guides if not context["role"] or g.is_for(role)]
        return context

    def known_query(self, request, context):
        return {"role": context["role"]}


class GuidePage(PublicPage):
    """A guide, short, with its sources."""

    summary = summary_field()
    roles = RolesField("pour qui", help_text="Rien de coché : pour tous.")
    step = models.SlugField("étape", max_length=40, blank=True, help_text="Code de l’étape.")
    order = models.PositiveSmallIntegerField("ordre", default=100)
    body = BodyField(BODY, verbose_name="contenu", max_num=25)
    sources = BodyField(SOURCES, verbose_name="sources", blank=True)

    content_panels = [
        *Page.content_panels,
        FieldPanel("summary"),
        FieldPanel("roles"),
        FieldRowPanel([step_panel(), FieldPanel("order")]),
        FieldPanel("body"),
        FieldPanel("sources"),
        FIGURES_HELP,
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("body")]
    template = "resources/pages/guide.html"
    parent_page_types = ["resources.GuideIndexPage"]
    subpage_types = []

    class Meta:
        verbose_name = "guide"
        verbose_name_plural = "guides"

    def words(self):
        return [self.summary, *texts_of(self.body), *texts_of(self.sources)]

    def is_for(self, role: str) -> bool:
        return not self.roles or role in self.roles

    @property
    def role_labels(self) -> list[str]:
        return [label for value, label in PublicRole.choices if value in self.roles]

    def at_this_step(self) -> dict[str, list]:
        return {
            "questions": list(Question.objects.shown().at_step(self.step)[:6]),
            "documents": list(KitDocument.objects.available().filter(step=self.step)),
        }

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context |= {"questions": [], "documents": []}
        if self.step:
            context |= while_unchanged(("at step", self.step), self.at_this_step)
        asked = request.GET.get("role", "")
        context["role"] = role = asked if asked in PublicRole.values else ""
        context["next_guide"] = while_unchanged(
            ("next guide", self.pk, role), lambda: self.next_for([role] if role else self.roles)
        )
        return context

    def known_query(self, request, context):
        return {"role": context["role"]}

    def next_for(self, roles: list[str]) -> "GuidePage | None":
        """The guide after this one that is for all these roles; no role: for everybody."""
        after = readable(GuidePage.objects.sibling_of(self, inclusive=False)).filter(
            Q(order=self.order, path__gt=self.path) | Q(order__gt=self.order)
        )
        meant = Q(roles__contains=roles) | Q(roles=[]) if roles else Q(roles=[])
        return after.filter(meant).order_by("order", "path").first()
