"""Rich text."""

from wagtail.blocks import RichTextBlock

from .base import FIGURE_HELP, WORDS


class ProseBlock(RichTextBlock):
    """Paragraphs, lists and headings below the page's own sections."""

    def __init__(self, **kwargs):
        kwargs.setdefault("features", WORDS)
        kwargs.setdefault("max_length", 6000)
        super().__init__(**kwargs)

    class Meta:
        icon = "pilcrow"
        label = "Texte"
        description = "Paragraphes, listes, intertitres et liens."
        help_text = f"Une idée par paragraphe, six lignes au plus. {FIGURE_HELP}"
        template = "resources/blocks/text.html"
        preview_template = "resources/block_preview.html"
        preview_value = "<p>L’acheteur déclare l’offre de parcours <b>à la notification</b>.</p>"
