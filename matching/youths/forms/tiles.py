"""Fifteen plain words as tiles; the order in which they are ticked is the order of preference."""

from django import forms

from offers.models import Field


class TilesWidget(forms.CheckboxSelectMultiple):
    """Checkboxes as tiles, and a hidden field with their order ("restauration,accueil").

    Without JavaScript the order is that of the list.
    """

    template_name = "matching/registry/tiles.html"
    option_template_name = "matching/registry/tile.html"

    class Media:
        js = ["matching/wish-tiles-controller.js"]
        css = {"all": ["matching/registry.css"]}

    def value_from_datadict(self, data, files, name):
        ticked = super().value_from_datadict(data, files, name) or []
        order = data.get(f"{name}-order", "").split(",")
        return sorted(ticked, key=lambda slug: order.index(slug) if slug in order else len(order))

    def format_value(self, value):
        return [str(getattr(each, "pk", each)) for each in value or []]

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["order"] = ",".join(context["widget"]["value"])
        return context

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["attrs"]["data-action"] = "psf-wish-tiles#toggle"
        return option


class WishesField(forms.ModelMultipleChoiceField):
    """Cleans to the list of `offers.Field`, in order of preference."""

    widget = TilesWidget

    def __init__(self, **kwargs):
        super().__init__(
            Field.objects.prefetch_related("domaines"),
            label="Champs souhaités",
            help_text="Cochez dans l'ordre de préférence.",
            required=False,
            **kwargs,
        )

    def clean(self, value):
        by_slug = {field.pk: field for field in super().clean(value)}
        return [by_slug[slug] for slug in value or [] if slug in by_slug]

    def has_changed(self, initial, data):
        return [field.pk for field in initial or []] != [str(slug) for slug in data or []]
