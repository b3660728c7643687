"""Word templates: checked and filled in a child process, save those of the product itself."""

from django.conf import settings

from psf.confined.errors import Refusal
from psf.confined.running import Task
from psf.documents.readers import word
from psf.workflow.errors import Refused

FILL = Task("psf.documents.readers.word:fill_each", damaged=word.NOT_FILLED, heavy=word.NOT_FILLED)
CHECK = Task(
    "psf.documents.readers.word:check",
    damaged=word.DAMAGED,
    heavy="Ce modèle demande trop de temps ou de mémoire : simplifiez-le.",
)


def render(template: bytes, values: dict[str, str]) -> bytes:
    """Return the DOCX of somebody's template filled with `values`: text only. Raises Refused."""
    (filled,) = render_each([template], values)
    if filled is None:
        raise Refused(word.NOT_FILLED)
    return filled


def render_each(templates: list[bytes], values: dict[str, str]) -> list[bytes | None]:
    """Several in one child; None for one that cannot be filled. Raises Refused."""
    try:
        answer = FILL.run(
            b"".join(templates),
            sizes=[len(template) for template in templates],
            values={name: str(value) for name, value in values.items()},
        )
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal
    filled, at = [], 0
    for size in answer.said["sizes"]:
        filled.append(None if size is None else answer.payload[at : at + size])
        at += size or 0
    return filled


def render_own(template: bytes, values: dict[str, str]) -> bytes:
    """The same at once, for a template that the product carries."""
    try:
        return word.fill(template, values)
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal


def check(content: bytes, allowed: frozenset[str]) -> None:
    """Raise Refused, in French, unless `content` is a template of these variables and no more."""
    if len(content) > settings.DOCUMENT_MAX_BYTES:
        limit = settings.DOCUMENT_MAX_BYTES // 10**6
        raise Refused(f"Ce modèle pèse plus de {limit} Mo.")
    if not content.startswith(b"PK"):
        raise Refused(word.NOT_WORD)
    try:
        CHECK.run(content, allowed=sorted(allowed))
    except Refusal as refusal:
        raise Refused(str(refusal)) from refusal
