"""The documents that trace a clause, and why to follow it, from the one list (`offers.trace`)."""

from wagtail import blocks

from offers.trace import AFTER, BEFORE, WHY_FOLLOW

from .base import ShownBlock

PAPERS, WHY = "papers", "why"


class TracesBlock(ShownBlock):
    part = blocks.ChoiceBlock(
        label="Montrer",
        choices=[
            (PAPERS, "Les documents, avant et après le parcours"),
            (WHY, "Pourquoi suivre la clause"),
        ],
        default=PAPERS,
    )

    class Meta:
        icon = "doc-full"
        label = "Documents qui prouvent"
        description = (
            "La liste des documents qui tracent la clause, ou les raisons de la suivre. Elle est la"
            " même sur la page personnelle de l’acheteur et change avec elle."
        )
        template = "resources/blocks/traces.html"
        preview_value = {"part": PAPERS}

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["lists"] = (
            [("Avant le parcours", BEFORE), ("Après le parcours", AFTER)]
            if value["part"] == PAPERS
            else []
        )
        context["reasons"] = WHY_FOLLOW if value["part"] == WHY else ()
        return context
