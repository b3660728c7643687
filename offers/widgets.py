"""Choosing among the 532 fiches of the ROME: type a word, pick."""

import json

from django.urls import reverse
from django.utils.text import Truncator
from wagtail.admin.widgets import AdminTagWidget

from offers.models import Rome

SHOWN = 48
NO_BREAK_SPACE = "\xa0"


def tag_of(rome) -> str:
    """Return the tag shown for a ROME row, « K2204 Nettoyage de locaux ».

    Commas separate tags, so its label loses them; Wagtail would put a tag with ordinary spaces
    between quotes, so they do not break.
    """
    label = Truncator(rome.label.replace(",", " /").replace('"', "")).chars(SHOWN)
    return f"{rome.code} {label}".replace(" ", NO_BREAK_SPACE)


class RomeWidget(AdminTagWidget):
    """Tags « K2204 Nettoyage de locaux », completed as one types; their values are the codes."""

    template_name = "django/forms/widgets/text.html"
    choices = ()

    class Media:
        css = {"all": ["offers/registry.css"]}

    def format_value(self, value):
        codes = [getattr(code, "pk", code) for code in value or ()]
        known = Rome.objects.in_bulk(codes)
        tags = [tag_of(known[code]) if code in known else code for code in codes]
        return ", ".join(tags)

    def value_from_datadict(self, data, files, name):
        tags = [tag.strip(' "') for tag in data.get(name, "").split(",")]
        return [tag.split()[0].upper() for tag in tags if tag]

    def value_omitted_from_data(self, data, files, name):
        return name not in data

    def get_context(self, name, value, attrs):
        context = super().get_context(name, value, attrs)
        context["widget"]["attrs"] |= {
            "data-w-tag-url-value": reverse("offers_rome_autocomplete"),
            "data-w-tag-options-value": json.dumps(
                {
                    "allowSpaces": True,
                    "autocompleteOnly": True,
                    # The box that the script draws has no label of its own.
                    "placeholderText": "Métier ou code ROME",
                }
            ),
        }
        return context
