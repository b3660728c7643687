"""One page per role, around its frise."""

from django.db import models
from django.db.models import Prefetch
from django.urls import reverse
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.models import Page

from home.contents import while_unchanged
from home.enums import PublicRole
from home.fields import BodyField
from home.models.base import FIGURES_HELP, PublicPage, readable, summary_field, texts_of
from resources.blocks import BODY
from resources.models.frise import FriseStep
from resources.models.guides import GuidePage
from resources.models.kit import KitDocument
from resources.models.questions import Question
from resources.models.testimonials import Testimonial

# What a role can do at once, before it reads: (words of the button, name of the address).
TOOLS = {
    PublicRole.BUYER: [
        ("Écrire la clause", "outils:redacteur"),
        ("Calculer les heures", "outils:calibreur"),
        ("Déclarer l’offre", "public:declare"),
    ],
    PublicRole.COMPANY: [("Proposer un parcours", "public:propose")],
}


class RolePage(PublicPage):
    """What one role does, step by step; each step opens on what is needed there."""

    role = models.CharField("rôle", max_length=14, choices=PublicRole, unique=True)
    summary = summary_field()
    body = BodyField(BODY, verbose_name="suite de la page", blank=True, max_num=10)

    content_panels = [
        *Page.content_panels,
        FieldRowPanel([FieldPanel("role")]),
        FieldPanel("summary"),
        FieldPanel("body"),
        FIGURES_HELP,
    ]
    template = "resources/pages/role.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []

    class Meta:
        verbose_name = "page d’un rôle"
        verbose_name_plural = "pages des rôles"

    def words(self):
        steps = FriseStep.objects.filter(role=self.role, shown=True)
        texts = [text for step in steps for text in (step.title, step.todo, step.call)]
        return [self.summary, *texts, *texts_of(self.body)]

    @property
    def tools(self) -> list[tuple[str, str]]:
        return [(label, reverse(name)) for label, name in TOOLS.get(self.role, [])]

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        context["steps"] = while_unchanged(("frise", self.role), self.frise)
        context["testimonials"] = Testimonial.objects.shown().filter(roles__contains=[self.role])[
            :2
        ]
        return context

    def frise(self) -> list[FriseStep]:
        """The steps, each with `.questions`, `.shown_guides`, `.files` and `.written` (documents that a tool
        fills): four queries."""
        live = readable(GuidePage.objects.all())
        steps = list(
            FriseStep.objects.filter(role=self.role, shown=True).prefetch_related(
                Prefetch("guides", live.order_by("order"), to_attr="shown_guides")
            )
        )
        questions = list(Question.objects.shown().asked_by(self.role).exclude(step=""))
        documents = list(KitDocument.objects.available().for_role(self.role).exclude(step=""))
        for step in steps:
            step.questions = [q for q in questions if q.step == step.code]
            kept = [d for d in documents if d.step == step.code]
            step.written = [d for d in kept if d.is_written]
            step.files = [d for d in kept if not d.is_written]
        return steps
