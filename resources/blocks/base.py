"""What every block shares: a preview in the frame of the public site, and its place in the menu."""

from wagtail import blocks

WORDS = ["h2", "h3", "bold", "italic", "link", "document-link", "ol", "ul"]
FEW_WORDS = ["bold", "italic", "link", "ul"]
LINE = 120
FIGURE_HELP = "Un chiffre daté s’écrit {figure:code} : la liste des codes est en bas du formulaire."


class ShownBlock(blocks.StructBlock):
    """A group of fields drawn by `templates/resources/blocks/`.

    What `clean` asks beyond its fields waits while a draft is saved: Wagtail's own obligations do.
    """

    class Meta:
        preview_template = "resources/block_preview.html"


def title(label="Titre", *, required=True, limit=LINE, **kwargs):
    return blocks.CharBlock(label=label, required=required, max_length=limit, **kwargs)


def words(label="Texte", *, limit=1500, features=FEW_WORDS, **kwargs):
    """A short rich text; `limit` keeps the page readable."""
    return blocks.RichTextBlock(label=label, features=features, max_length=limit, **kwargs)
