"""The documents of a draft: filled by the templates in force, on the page, one by one, in an archive."""

import io
import re
import zipfile
from dataclasses import dataclass

from psf.documents.national import Templates
from resources.calibre.figures import Figures
from resources.clause.draft import Draft
from resources.clause.kinds import CLAUSES, CONSULTATION, KINDS, Clause, Naming
from resources.clause.reading import Block, as_text, read

ARCHIVE = "clause-sociale-de-formation.zip"
BLANK = re.compile(r"\[[^\[\]]+\]")
PARTNERSHIP = "convention-mlds"
BY_SLUG = {clause.slug: clause for clause in CLAUSES}


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the page shows it."""

    clause: Clause
    naming: Naming
    blocks: list[Block]

    @property
    def text(self) -> str:
        return as_text(self.blocks)


def clauses_of(draft: Draft) -> list[Clause]:
    """Those of a draft, in the order of use: no convention is proposed where one exists."""
    return [clause for clause in CLAUSES if not (draft.partnership and clause.slug == PARTNERSHIP)]


def content_of(slug: str, draft: Draft, figures: Figures) -> bytes:
    """One document as DOCX; raises KeyError for an unknown slug."""
    return Templates(KINDS).fill([BY_SLUG[slug].slug], draft.values(figures))[0]


def file_name(slug: str, draft: Draft) -> str:
    return f"{BY_SLUG[slug].named(private=draft.private).file_name}.docx"


def shown(draft: Draft, figures: Figures) -> list[Shown]:
    """All of them as the page shows them, in the order of use."""
    clauses = clauses_of(draft)
    filled = Templates(KINDS).fill([clause.slug for clause in clauses], draft.values(figures))
    return [
        Shown(clause, clause.named(private=draft.private), read(content))
        for clause, content in zip(clauses, filled, strict=True)
    ]


def left_open(documents: list[Shown]) -> list[tuple[str, str]]:
    """(what stands in square brackets, the documents where), in order: to fill in, check or remove."""
    found: dict[str, list[str]] = {}
    for document in documents:
        for blank in dict.fromkeys(BLANK.findall(document.text)):
            found.setdefault(blank, []).append(document.naming.title)
    return [(blank, ", ".join(titles)) for blank, titles in found.items()]


def together(documents: list[Shown]) -> str:
    """The texts of the consultation's own papers, each under the place where it goes."""
    return "\n\n\n".join(
        f"{document.naming.place.upper()}\n\n{document.text}"
        for document in documents
        if document.clause in CONSULTATION
    )


def archive_of(draft: Draft, figures: Figures) -> bytes:
    """All of them as DOCX, in memory; the numbers in their names keep the order of use."""
    clauses = clauses_of(draft)
    filled = Templates(KINDS).fill([clause.slug for clause in clauses], draft.values(figures))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for clause, content in zip(clauses, filled, strict=True):
            archive.writestr(file_name(clause.slug, draft), content)
    return out.getvalue()
