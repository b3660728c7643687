"""Key figures, from dated rows."""

from wagtail import blocks

from .base import ShownBlock


def figure_choices():
    """Every code that can be shown, those of the law included."""
    from resources.figures import choices

    return choices()


class KeyFiguresBlock(ShownBlock):
    codes = blocks.ListBlock(
        blocks.ChoiceBlock(label="Chiffre", choices=figure_choices),
        label="Chiffres",
        min_num=1,
        max_num=4,
    )

    class Meta:
        icon = "decimal"
        label = "Chiffres clés"
        description = "Un à quatre chiffres datés, avec leur source. Ils changent avec leur ligne."
        template = "resources/blocks/figures.html"

    def get_context(self, value, parent_context=None):
        from resources.figures import readings

        context = super().get_context(value, parent_context)
        found = readings()
        context["readings"] = [found[code] for code in value["codes"] if code in found]
        return context
