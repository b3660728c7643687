"""A document of the kit."""

from wagtail.snippets.blocks import SnippetChooserBlock

from .base import ShownBlock


class DocumentBlock(ShownBlock):
    document = SnippetChooserBlock("resources.KitDocument", label="Document du kit")

    class Meta:
        icon = "download"
        label = "Document à télécharger"
        description = "Un document du kit, avec pour qui il est, son format, son poids et sa date."
        template = "resources/blocks/document.html"

    def get_preview_value(self):
        from resources.models import KitDocument

        return self.normalize({"document": KitDocument.objects.first()})
