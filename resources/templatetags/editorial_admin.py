"""What editors read beside a form."""

from django import template

from resources.figures import choices

register = template.Library()


@register.simple_tag
def figures_to_quote():
    return choices()
