"""Pages that list snippets: FAQ, glossary, kit, testimonies, engaged organisations."""

from django.db import models
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from home.contents import while_unchanged
from home.enums import PublicRole
from home.models.base import PublicPage, summary_field
from resources.enums import OrganisationKind
from resources.models.engaged import EngagedOrganisation
from resources.models.frise import FriseStep
from resources.models.glossary import GlossaryTerm
from resources.models.kit import KitDocument
from resources.models.questions import Question
from resources.models.testimonials import Testimonial


class ListPage(PublicPage):
    """A title, a summary, and rows; `?role=` narrows them."""

    summary = summary_field()

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        abstract = True

    def words(self):
        return [self.summary]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        role = request.GET.get("role", "")
        context["role"] = role if role in PublicRole.values else ""
        context["roles"] = PublicRole.choices
        return context

    def known_query(self, request, context):
        return {"role": context["role"]}


class FaqPage(ListPage):
    template = "resources/pages/faq.html"

    class Meta:
        verbose_name = "questions fréquentes"
        verbose_name_plural = "questions fréquentes"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        role = context["role"]
        context["groups"] = while_unchanged(("questions", role), lambda: by_step(role))
        return context


def by_step(role: str) -> list[tuple[str, list[Question]]]:
    """The questions of a role, or all, under the title of the step where they come."""
    questions = Question.objects.shown()
    titles = dict(FriseStep.objects.order_by("-role", "-order").values_list("code", "title"))
    groups = {}
    for question in questions.asked_by(role) if role else questions:
        groups.setdefault(titles.get(question.step, "Autres questions"), []).append(question)
    return list(groups.items())


class GlossaryPage(ListPage):
    template = "resources/pages/glossary.html"

    class Meta:
        verbose_name = "glossaire"
        verbose_name_plural = "glossaires"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["terms"] = GlossaryTerm.objects.shown()
        return context


class KitPage(ListPage):
    template = "resources/pages/kit.html"

    class Meta:
        verbose_name = "kit de documents"
        verbose_name_plural = "kits de documents"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        documents = KitDocument.objects.available()
        if context["role"]:
            documents = documents.for_role(context["role"])
        titles = dict(FriseStep.objects.order_by("-role", "-order").values_list("code", "title"))
        groups = {}
        for document in documents:
            groups.setdefault(titles.get(document.step, "À tout moment"), []).append(document)
        context["groups"] = list(groups.items())
        return context


class TestimonialsPage(ListPage):
    template = "resources/pages/testimonials.html"

    class Meta:
        verbose_name = "témoignages"
        verbose_name_plural = "pages de témoignages"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        testimonials = Testimonial.objects.shown()
        if context["role"]:
            testimonials = testimonials.filter(
                models.Q(roles__contains=[context["role"]]) | models.Q(roles=[])
            )
        context["testimonials"] = testimonials
        return context


class EngagedPage(ListPage):
    template = "resources/pages/engaged.html"

    class Meta:
        verbose_name = "acheteurs et entreprises engagés"
        verbose_name_plural = "pages des engagés"

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        rows = list(EngagedOrganisation.objects.filter(shown=True))
        context["groups"] = [
            (title, [row for row in rows if row.kind == kind])
            for kind, title in (
                (OrganisationKind.BUYER, "Acheteurs"),
                (OrganisationKind.COMPANY, "Entreprises"),
            )
        ]
        return context
