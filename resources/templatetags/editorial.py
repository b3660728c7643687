"""How editorial content is written out."""

from django import template
from django.utils.html import conditional_escape, linebreaks
from django.utils.safestring import mark_safe

from home.contents import while_unchanged
from psf.wagtail_seams.pages import richtext
from resources.figures import plain, quoted
from resources.public.ways import linked

register = template.Library()


@register.filter
def figures(html):
    """Text or safe HTML, with the figures it quotes."""
    return quoted(conditional_escape(html))


@register.filter
def prose(value):
    """A rich text, with the figures it quotes and the pages it links to."""
    source = getattr(value, "source", value)
    return while_unchanged(("prose", source), lambda: quoted(str(richtext(value))))


@register.filter
def ways(html):
    """Text or safe HTML, with a link on whom it says to call and on the tools it names."""
    return linked(html)


@register.filter
def unfigured(text):
    """Plain text with its figures, for what is copied."""
    return plain(text)


@register.filter
def paragraphs(text):
    return mark_safe(linebreaks(text, autoescape=True))


@register.filter
def role_labels(roles):
    """« acheteur, entreprise »; « tous » for none."""
    from home.enums import PublicRole

    labels = dict(PublicRole.choices)
    return ", ".join(labels[role] for role in roles if role in labels) or "tous"
