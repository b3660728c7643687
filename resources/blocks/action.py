"""One thing to do next."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from .base import ShownBlock, title


class ActionBlock(ShownBlock):
    text = blocks.CharBlock(label="Phrase d’appel", required=False, max_length=200)
    label = title("Bouton", limit=60, help_text="Un verbe : « Calculer le calibre ».")
    page = blocks.PageChooserBlock(label="Page du site", required=False)
    address = blocks.CharBlock(
        label="Ou adresse",
        required=False,
        max_length=300,
        help_text="Pour un outil : /outils/calibreur/ ; ailleurs : https://…",
    )

    class Meta:
        icon = "arrow-right"
        label = "Appel à l’action"
        description = "Un bouton, un seul par écran : ce que la personne peut faire maintenant."
        template = "resources/blocks/action.html"
        preview_value = {
            "text": "Combien d’heures pour votre marché ?",
            "label": "Calculer le calibre",
            "page": None,
            "address": "/outils/calibreur/",
        }

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if bool(value.get("page")) == bool(value.get("address")):
            raise ValidationError(
                "Choisissez une page du site ou écrivez une adresse, pas les deux."
            )
        address = value.get("address") or ""
        if address and not address.startswith(("/", "https://")):
            raise ValidationError("L’adresse commence par / ou par https://.")
        return value

    def get_context(self, value, parent_context=None):
        from home.frame import current

        context = super().get_context(value, parent_context)
        page = value.get("page")
        context["target"] = current().url_of(page.pk) if page else value.get("address")
        return context
