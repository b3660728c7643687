"""Folded parts."""

from wagtail import blocks

from .base import ShownBlock, title, words


class FoldBlock(blocks.StructBlock):
    title = title()
    text = words(limit=3000, features=["bold", "italic", "link", "ol", "ul"])

    class Meta:
        icon = "arrow-down"
        label = "Partie"


class AccordionBlock(ShownBlock):
    items = blocks.ListBlock(FoldBlock(), label="Parties", min_num=1, max_num=12)

    class Meta:
        icon = "list-ul"
        label = "Accordéon"
        description = "Des précisions que tout le monde ne lit pas, repliées sous leur titre."
        template = "resources/blocks/accordion.html"
        preview_value = {
            "items": [{"title": "Et si le tuteur change ?", "text": "<p>Dites-le au service.</p>"}]
        }
