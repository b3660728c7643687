"""Filling Word templates that people write: variables only, in a sandbox.

A template may say `{{ variable }}` and `{% if variable %} … {% else %} … {% endif %}`, nothing else:
whatever could call, loop or reach into Python is refused before it is ever rendered.
https://docxtpl.readthedocs.io/ https://jinja.palletsprojects.com/en/stable/sandbox/
"""

import io
import zipfile
from functools import cache

from django.conf import settings
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, nodes
from jinja2.sandbox import SandboxedEnvironment

from psf.documents.content import DOCX, accept
from psf.workflow.errors import Refused

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


@cache
def environment() -> SandboxedEnvironment:
    """No global, no filter, no test: only the variables given."""
    env = SandboxedEnvironment(undefined=StrictUndefined, autoescape=True)
    env.globals.clear()
    env.filters.clear()
    env.tests.clear()
    return env


def render(template: bytes, values: dict[str, str]) -> bytes:
    """Return the DOCX filled with `values`: text only, escaped. Raises Refused."""
    plain = {name: str(value).translate(CONTROL) for name, value in values.items()}
    try:
        document = DocxTemplate(io.BytesIO(template))
        document.render(plain, environment(), autoescape=True)
        out = io.BytesIO()
        document.save(out)
    except Exception as error:
        # docxtpl and python-docx fail in their own ways on odd documents; none is a fault of ours.
        raise Refused("Ce modèle ne peut pas être rempli : préparez-en un autre.") from error
    return out.getvalue()


def check(content: bytes, allowed: frozenset[str]) -> None:
    """Raise Refused, in French, unless `content` is a template of these variables and no more."""
    if len(content) > settings.DOCUMENT_MAX_BYTES:
        limit = settings.DOCUMENT_MAX_BYTES // 10**6
        raise Refused(f"Ce modèle pèse plus de {limit} Mo.")
    if accept(content).content_type != DOCX:
        raise Refused("Un modèle est un document Word (.docx).")
    _refuse_odd_parts(content)
    used = set()
    for text in _texts(content):
        used |= _names(text)
    if unknown := sorted(used - allowed):
        listed = ", ".join(f"« {name} »" for name in unknown)
        raise Refused(
            f"Variables inconnues : {listed}. Variables admises : {', '.join(sorted(allowed))}."
        )
    render(content, dict.fromkeys(allowed, "x"))


def _refuse_odd_parts(content: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in archive.read(name):
                raise Refused("Ce modèle contient une déclaration interdite (DOCTYPE).")
            if name.startswith("word/embeddings/") or name.startswith("word/activeX/"):
                raise Refused("Ce modèle contient un objet incorporé : retirez-le.")


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
    except Exception as error:
        raise Refused("Ce document Word est abîmé : enregistrez-le à nouveau.") from error
    return [text for text in texts if any(mark in text for mark in MARKS)]


def _names(text: str) -> set[str]:
    """Variables of one part; raises Refused for anything that is not a variable or a condition."""
    try:
        tree = environment().parse(text)
    except TemplateError as error:
        raise Refused(
            "Une balise du modèle est mal écrite : chaque « {{ » se ferme par « }} », chaque"
            f" « {{% if … %}} » par « {{% endif %}} » ({error.message})."
        ) from error
    names = set()
    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, ALLOWED):
            raise Refused(
                "Ce modèle contient du code, qui est refusé : seules les variables {{ … }} et les"
                " conditions {% if … %} sont admises, sans point, parenthèse ni filtre."
            )
        if isinstance(node, nodes.Name):
            names.add(node.name)
        waiting.extend(node.iter_child_nodes())
    return names
