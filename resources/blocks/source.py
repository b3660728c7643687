"""Where a guide's facts come from."""

from wagtail import blocks

from psf.quantities.blocks import DayBlock

from .base import ShownBlock


class SourceBlock(ShownBlock):
    label = blocks.CharBlock(label="Source", max_length=250)
    url = blocks.URLBlock(label="Adresse", required=False)
    checked_on = DayBlock(label="Vérifiée le", required=False)

    class Meta:
        icon = "link"
        label = "Source"
        template = "resources/blocks/source.html"


SOURCES = [("source", SourceBlock())]
