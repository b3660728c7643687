"""The little Markdown of the content files, as Wagtail's rich text.

Paragraphs, `### headings` (below the page's own title), `#### smaller ones`, `- lists`, `1. lists`, `**bold**`, `[words](target)`
where the target is `guide:slug`, an address of the site or https://….
"""

import re
from collections.abc import Callable

from django.utils.html import escape

BOLD = re.compile(r"\*\*(.+?)\*\*")
LINK = re.compile(r"\[([^\]]+)\]\(([^)\s]+)\)")
ITEM = re.compile(r"^(?:-|\d+\.)\s+")


class ContentError(ValueError):
    """A content file says something that cannot be loaded."""


def inline(text: str, page_of: Callable[[str], int]) -> str:
    """One line as HTML. `page_of` gives the id of a guide's slug; raises ContentError."""
    html = BOLD.sub(r"<b>\1</b>", escape(text.strip()).replace("&#x27;", "’"))

    def link(match):
        words, target = match[1], match[2]
        if target.startswith("guide:"):
            return f'<a linktype="page" id="{page_of(target.removeprefix("guide:"))}">{words}</a>'
        if not target.startswith(("/", "https://")):
            raise ContentError(f"address refused: {target}")
        return f'<a href="{target}">{words}</a>'

    return LINK.sub(link, html)


def rich(text: str, page_of: Callable[[str], int]) -> str:
    """A whole text as rich text."""
    out, items, kind, lines = [], [], "", []

    def flush():
        nonlocal items, lines
        if items:
            out.append(f"<{kind}>{''.join(f'<li>{item}</li>' for item in items)}</{kind}>")
            items = []
        if lines:
            out.append(f"<p>{inline(' '.join(lines), page_of)}</p>")
            lines = []

    for line in text.strip().splitlines():
        line = line.strip()
        if not line:
            flush()
        elif line.startswith("#"):
            flush()
            level = 3 if line.startswith("####") else 2
            out.append(f"<h{level}>{inline(line.lstrip('# '), page_of)}</h{level}>")
        elif found := ITEM.match(line):
            wanted = "ul" if line[0] == "-" else "ol"
            if lines or (items and kind != wanted):
                flush()
            kind = wanted
            items.append(inline(line[found.end() :], page_of))
        elif items:
            items[-1] += " " + inline(line, page_of)
        else:
            lines.append(line)
    flush()
    return "".join(out)
