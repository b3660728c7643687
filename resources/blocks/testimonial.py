"""A testimony chosen among those whose consent holds."""

from wagtail.snippets.blocks import SnippetChooserBlock

from .base import ShownBlock


class TestimonialBlock(ShownBlock):
    testimonial = SnippetChooserBlock("resources.Testimonial", label="Témoignage")

    class Meta:
        icon = "openquote"
        label = "Témoignage"
        description = (
            "Les mots d’une personne qui a donné son accord. Il disparaît à sa date de fin."
        )
        template = "resources/blocks/testimonial.html"

    def get_context(self, value, parent_context=None):
        context = super().get_context(value, parent_context)
        testimonial = value.get("testimonial")
        context["testimonial"] = testimonial if testimonial and testimonial.is_shown else None
        return context

    def get_preview_value(self):
        from resources.models import Testimonial

        return self.normalize({"testimonial": Testimonial.objects.shown().first()})
