"""Offers near the reader."""

from .base import ShownBlock, title


class OffersNearBlock(ShownBlock):
    title = title(default="Des parcours près de chez vous")

    class Meta:
        icon = "site"
        label = "Offres près de chez vous"
        description = "La personne choisit sa région académique et voit les offres disponibles."
        template = "resources/blocks/offers.html"
        preview_value = {"title": "Des parcours près de chez vous"}

    def get_context(self, value, parent_context=None):
        from psf.territories.models import AcademicRegion
        from resources.pages import address_of_offers

        context = super().get_context(value, parent_context)
        context["regions"] = AcademicRegion.objects.values_list("code", "name")
        context["address"] = address_of_offers()
        return context
