"""Questions as people ask them, at the step where they come."""

from django.db import models
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import RichTextField

from resources.fields import RolesField
from resources.models.editorial import Edited
from resources.panels import step_panel
from resources.querysets import QuestionQuerySet

ANSWER = ["bold", "italic", "link", "document-link", "ol", "ul"]


class Question(Edited):
    """A question and its short answer, shown in the FAQ and where it matters."""

    question = models.CharField(
        "question", max_length=200, unique=True, help_text="Comme une personne la poserait."
    )
    answer = RichTextField("réponse", features=ANSWER, max_length=2500)
    roles = RolesField("pour qui", help_text="Rien de coché : pour tous.")
    step = models.SlugField(
        "étape", max_length=40, blank=True, help_text="Code de l’étape de la frise où elle se pose."
    )
    order = models.PositiveSmallIntegerField("ordre", default=100)

    objects = QuestionQuerySet.as_manager()

    panels = [
        FieldPanel("question"),
        FieldPanel("answer"),
        FieldPanel("roles"),
        FieldRowPanel([step_panel(), FieldPanel("order")]),
    ]

    class Meta:
        verbose_name = "question"
        verbose_name_plural = "questions"
        permissions = [("publish_question", "Publier")]
        ordering = ["order", "pk"]

    def __str__(self):
        return self.question

    @property
    def anchor(self) -> str:
        return f"question-{self.pk}"
