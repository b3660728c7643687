"""Words that name somebody to call, or a tool: a link where a text says them."""

import re

from django.urls import reverse
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import mark_safe

from home.frame import current

# Words as a page writes them, apostrophes and spaces left aside → the address's name.
WAYS = {
    "MLDS de votre région académique": "public:mlds",
    "chargé de mission de votre région académique": "public:mlds",
    "service de votre commune": "public:service",
    "service de la commune du jeune": "public:service",
    "PSAD de votre territoire": "public:service",
    "coordonnateur de la MLDS": "public:service",
    "calibreur": "outils:calibreur",
    "rédacteur": "outils:redacteur",
}
CONTACT = "page Contact"
# A link, and what stands inside a tag, are left as they are.
SAID = re.compile(
    r"<a\b.*?</a>|<[^>]*>|\b(" + "|".join(map(re.escape, [*WAYS, CONTACT])) + r")\b", re.DOTALL
)


def linked(text: str) -> str:
    """Text or safe HTML; the first time each of these words comes, it leads there."""
    seen = set()

    def written(match):
        words = match[1]
        if not words or words in seen:
            return match[0]
        seen.add(words)
        address = address_of(words)
        return format_html('<a href="{}">{}</a>', address, words) if address else words

    return mark_safe(SAID.sub(written, conditional_escape(text)))


def address_of(words: str) -> str:
    if words == CONTACT:
        page = current().first("contactpage")
        return page.url if page else ""
    return reverse(WAYS[words])
