"""A day in the body of a page, read as everywhere else."""

from django.utils.functional import cached_property
from wagtail import blocks

from psf.quantities.fields import DayField


class DayBlock(blocks.DateBlock):  # type: ignore[misc]  # the base has no types
    """Wagtail's, by our field: its own would take dates by its picker.

    Migrations know it by Wagtail's name: what is stored is the same.
    """

    canonical_module_path = "wagtail.blocks.DateBlock"

    @cached_property
    def field(self) -> DayField:
        return DayField(**self.field_options)
