"""Filling Word templates that people write: variables only, in a sandbox.

A template may say `{{ variable }}` and `{% if variable %} … {% else %} … {% endif %}`, nothing else:
whatever could call, loop or reach into Python is refused before it is ever rendered.
https://docxtpl.readthedocs.io/ https://jinja.palletsprojects.com/en/stable/sandbox/

Runs in the child; what the product wrote itself is filled by `fill` where it is.
"""

import io
from collections.abc import Iterable
from functools import cache

from docx import Document
from docx.table import Table
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from psf.confined.errors import Refusal
from psf.documents.readers import lists, office

ALLOWED = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.If,
    nodes.Not,
    nodes.And,
    nodes.Or,
)
MARKS = ("{{", "{%", "{#")
# Values may hold lines; these characters would open a new paragraph or page in docxtpl.
CONTROL = dict.fromkeys(map(ord, "\a\f\x00"))
DOCX = f"{office.OOXML}wordprocessingml.document"
# A template is filled at each use, on public pages too: larger than this it is no letter.
MOST_XML_BYTES, MOST_ELEMENTS = 4_000_000, 60_000
MOST_CELLS = 5_000
MOST_TAGS, MOST_WORDS_OF_A_TAG, MOST_DEPTH = 3_000, 40, 20

NOT_WORD = "Un modèle est un document Word (.docx)."
NOT_FILLED = "Ce modèle ne peut pas être rempli : préparez-en un autre."
DAMAGED = "Ce document Word est abîmé : enregistrez-le à nouveau."
CODE = (
    "Ce modèle contient du code, qui est refusé : seules les variables {{ … }} et les conditions"
    " {% if … %} sont admises, sans point, parenthèse ni filtre."
)
WRONG_TAG = (
    "Une balise du modèle est mal écrite : chaque « {{ » se ferme par « }} », chaque « {% if … %} »"
    " par « {% endif %} »"
)
TOO_DEEP = (
    f"Ce modèle emboîte trop de conditions : {MOST_DEPTH} au plus l'une dans l'autre,"
    f" {MOST_TAGS} balises en tout."
)


@cache
def environment() -> SandboxedEnvironment:
    """No global, no filter, no test: only the variables given."""
    env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


def fill(template: bytes, values: dict[str, str]) -> bytes:
    """Return the DOCX filled with `values`: text only, escaped. Raises Refusal."""
    plain = {name: str(value).translate(CONTROL) for name, value in values.items()}
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(plain, environment(), autoescape=True)
        lists.part(document.docx)
        out = io.BytesIO()
        document.save(out)
    except MemoryError:
        raise
    except Exception as error:
        # docxtpl and python-docx fail in their own ways on odd documents; none is a fault of ours.
        raise Refusal(NOT_FILLED) from error
    return out.getvalue()


def fill_each(content: bytes, *, sizes: list[int], values: dict[str, str]) -> tuple[dict, bytes]:
    """Templates of `sizes` bytes, one after the other, each filled with the same values.

    `sizes` of the answer are those of the documents; None for one that cannot be filled.
    """
    at, payload = 0, []
    done: list[int | None] = []
    for size in sizes:
        try:
            document = fill(content[at : at + size], values)
        except Refusal:
            done.append(None)
        else:
            done.append(len(document))
            payload.append(document)
        at += size
    return {"sizes": done}, b"".join(payload)


def check(content: bytes, *, allowed: list[str]) -> tuple[dict, bytes]:
    """Raise Refusal unless `content` is a template of these variables and no more."""
    kind = office.examine(content, xml_bytes=MOST_XML_BYTES, elements=MOST_ELEMENTS)[0]["kind"]
    if kind != DOCX:
        raise Refusal(NOT_WORD)
    used: set[str] = set()
    for text in _texts(content):
        used |= names(text)
    if unknown := sorted(used - set(allowed)):
        listed = ", ".join(f"« {name} »" for name in unknown)
        raise Refusal(
            f"Variables inconnues : {listed}. Variables admises : {', '.join(sorted(allowed))}."
        )
    _refuse_wide_tables(fill(content, dict.fromkeys(allowed, "x")))
    return {"names": sorted(used)}, b""


def _refuse_wide_tables(content: bytes) -> None:
    """A page that shows the document walks its cells, and one cell may say it spans a billion."""
    cells = 0
    for part in Document(io.BytesIO(content)).iter_inner_content():
        for row in part.rows if isinstance(part, Table) else ():
            spans = sum(tc.grid_span for tc in row._tr.tc_lst)
            cells += spans + row.grid_cols_before + row.grid_cols_after
            if cells > MOST_CELLS:
                raise Refusal(f"Les tableaux de ce modèle ont plus de {MOST_CELLS} cases.")


def _texts(content: bytes) -> list[str]:
    """Every part of the template that docxtpl fills, as it gives it to Jinja."""
    try:
        document = DocxTemplate(io.BytesIO(content))
        document.init_docx()
        texts = [document.patch_xml(document.get_xml())]
        for uri in (document.HEADER_URI, document.FOOTER_URI):
            for _key, part in document.get_headers_footers(uri):
                texts.append(document.patch_xml(document.get_part_xml(part)))
        for part in document.docx.part.package.parts:
            if part.content_type.endswith(".footnotes+xml"):
                texts.append(document.patch_xml(part.blob.decode("utf-8")))
        properties = document.docx.core_properties
        named = ("author", "comments", "identifier", "language", "subject", "title")
        texts += [getattr(properties, name) or "" for name in named]
    except MemoryError:
        raise
    except Exception as error:
        raise Refusal(DAMAGED) from error
    return [text for text in texts if any(mark in text for mark in MARKS)]


def names(text: str) -> set[str]:
    """Variables of one part; raises Refusal for anything that is not a variable or a condition."""
    try:
        _measure(environment().lex(text))
        tree = environment().parse(text)
    except TemplateError as error:
        raise Refusal(f"{WRONG_TAG} ({error.message}).") from error
    found = set()
    waiting: list[nodes.Node] = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ALLOWED):
            raise Refusal(CODE)
        if isinstance(node, nodes.Name):
            found.add(node.name)
        waiting.extend(node.iter_child_nodes())
    return found


def _measure(tokens: Iterable[tuple[int, str, str]]) -> None:
    """Count tags, words of a tag and depth before Jinja parses them, one call inside another."""
    tags = words = depth = 0
    for _line, kind, value in tokens:
        if kind in ("block_begin", "variable_begin"):
            tags, words = tags + 1, 0
        elif kind not in ("data", "whitespace", "comment", "linecomment"):
            words += 1
            if words == 1 and kind == "name":
                depth += (value == "if") - (value == "endif")
        if words > MOST_WORDS_OF_A_TAG:
            raise Refusal(f"{WRONG_TAG}.")
        if tags > MOST_TAGS or depth > MOST_DEPTH:
            raise Refusal(TOO_DEEP)
