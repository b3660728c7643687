"""What a Word paper of ours must be for a reader who hears it, prints it or looks for a section of it."""

from docx.oxml.ns import qn

FRENCH = "fr-FR"


def whole(document) -> tuple[str, ...]:
    """What decides how a file reads: body, head and foot of the pages."""
    section = document.sections[0]
    parts = (document, section.header.part, section.footer.part)
    return tuple(part.element.xml for part in parts)


def faults(document) -> list[str]:
    """In words; empty for a paper that is well made."""
    return [*_headings(document), *_language(document), *_pages(document), *_lists(document)]


def _styles(document):
    return [(p.style.name, p.text) for p in document.paragraphs if p.text.strip()]


def _headings(document):
    """One title, first; then levels that never skip one."""
    styles = _styles(document)
    if [name for name, _text in styles].count("Title") != 1 or styles[0][0] != "Title":
        yield "one title stands first"
    level = 0
    for name, text in styles:
        if name.startswith("Heading "):
            here = int(name.removeprefix("Heading "))
            if here > level + 1:
                yield f"« {text} » skips a level"
            level = here


def _language(document):
    said = {lang.get(qn("w:val")) for lang in document.styles.element.iter(qn("w:lang"))}
    if said != {FRENCH} or document.core_properties.language != FRENCH:
        yield f"the language of the text is {said}"


def _pages(document):
    fields = {
        field.text.strip()
        for field in document.sections[0].footer.part.element.iter(qn("w:instrText"))
    }
    if fields != {"PAGE", "NUMPAGES"}:
        yield "pages are not numbered"
    if not document.sections[0].header.paragraphs[0].text.strip():
        yield "no page says of what it is"


def _lists(document):
    """No dash typed where an item should be."""
    for name, text in _styles(document):
        if text.lstrip().startswith(("–", "- ", "•")) and not name.startswith("List"):
            yield f"« {text[:30]} » is a list made of dashes"
