"""Numbered steps."""

from wagtail import blocks

from .base import ShownBlock, title, words


class StepBlock(blocks.StructBlock):
    title = title(limit=80)
    text = words(required=False, limit=800)

    class Meta:
        icon = "order"
        label = "Étape"


class StepsBlock(ShownBlock):
    heading = title("Titre de la suite d’étapes", required=False)
    items = blocks.ListBlock(
        StepBlock(), label="Étapes", min_num=2, max_num=10, default=[{"title": "", "text": ""}] * 2
    )

    class Meta:
        icon = "list-ol"
        label = "Étapes"
        description = "Ce qu’il faut faire, dans l’ordre : de deux à dix étapes."
        template = "resources/blocks/steps.html"
        preview_value = {
            "heading": "",
            "items": [
                {
                    "title": "Choisir le calibre",
                    "text": "<p>Selon le montant de la période ferme.</p>",
                },
                {"title": "Écrire la clause", "text": "<p>Dans le RC et le CCAP.</p>"},
            ],
        }
