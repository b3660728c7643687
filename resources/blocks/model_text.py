"""A text to copy into the documents of a consultation."""

from wagtail import blocks

from resources.enums import Place

from .base import ShownBlock, title


class ModelTextBlock(ShownBlock):
    title = title()
    place = blocks.ChoiceBlock(label="À placer dans", choices=Place.choices)
    text = blocks.TextBlock(label="Texte à copier", max_length=6000, rows=12)

    class Meta:
        icon = "copy"
        label = "Texte type"
        description = "Un texte à copier d’un geste, avec le document où il va."
        template = "resources/blocks/model_text.html"
        preview_value = {
            "title": "Article du RC",
            "place": Place.RC,
            "text": "Le marché comporte une clause sociale de formation.",
        }

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        context["place"] = dict(Place.choices).get(value["place"], "")
        return context
