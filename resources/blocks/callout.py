"""What must not be missed."""

from .base import ShownBlock, title, words


class CalloutBlock(ShownBlock):
    title = title()
    text = words(limit=700)

    class Meta:
        icon = "info-circle"
        label = "Mise en avant"
        description = "L’essentiel, en trois phrases au plus. Une ou deux par page."
        template = "resources/blocks/callout.html"
        preview_value = {
            "title": "À retenir",
            "text": "<p>Les heures sont dues pendant la période ferme.</p>",
        }
