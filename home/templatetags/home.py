"""What every public page shows around its own content."""

from django import template

from home.models import LegalPage

register = template.Library()


@register.simple_tag
def legal_pages():
    """The published legal pages, in the order of the tree."""
    return LegalPage.objects.live().public().order_by("path")
