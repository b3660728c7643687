"""A legal reference and the day somebody checked it."""

from datetime import date

from wagtail import blocks

from psf.quantities.blocks import DayBlock

from .base import LINE, ShownBlock


class LegalBlock(ShownBlock):
    article = blocks.CharBlock(
        label="Article", max_length=LINE, help_text="« Code de la commande publique, L2112-2 »"
    )
    label = blocks.CharBlock(label="Ce qu’il dit", max_length=300)
    url = blocks.URLBlock(label="Adresse du texte", required=False)
    checked_on = DayBlock(
        label="Vérifié le",
        required=False,
        help_text="Vide : à vérifier ; la référence est alors dans le rapport.",
    )
    checked_by = blocks.CharBlock(
        label="Par",
        required=False,
        max_length=80,
        help_text="Service ou fonction ; n’est pas affiché sur la page.",
    )

    class Meta:
        icon = "doc-full"
        label = "Référence juridique"
        description = "Un article, son lien et le jour où il a été relu. À revérifier chaque année."
        template = "resources/blocks/legal.html"
        preview_value = {
            "article": "Code de la commande publique, L2112-2",
            "label": "Les conditions d’exécution peuvent prendre en compte l’emploi et le social.",
            "url": "https://www.legifrance.gouv.fr/",
            "checked_on": date(2026, 11, 22),
            "checked_by": "",
        }
