"""An image that says what it shows, or that it says nothing."""

from django.core.exceptions import ValidationError
from wagtail import blocks
from wagtail.images.blocks import ImageChooserBlock

from .base import ShownBlock


class PictureBlock(ShownBlock):
    image = ImageChooserBlock(label="Image")
    alternative = blocks.CharBlock(
        label="Alternative",
        required=False,
        max_length=200,
        help_text="Ce que l’image apprend à qui ne la voit pas.",
    )
    decorative = blocks.BooleanBlock(
        label="Décorative", required=False, help_text="Elle n’apprend rien : elle ne sera pas lue."
    )
    caption = blocks.CharBlock(label="Légende ou crédit", required=False, max_length=200)

    class Meta:
        icon = "image"
        label = "Image"
        description = "Une image avec son alternative, ou dite décorative."
        template = "resources/blocks/image.html"

    def clean(self, value):
        value = super().clean(value)
        alternative = (value.get("alternative") or "").strip()
        if not self.is_deferred_validation and bool(alternative) == bool(value.get("decorative")):
            raise ValidationError(
                "Écrivez l’alternative de l’image, ou cochez « Décorative » : l’un des deux."
            )
        return value
