"""The documents of a draft: filled by the templates in force, on the page, one by one, in an archive."""

import io
import zipfile
from dataclasses import dataclass

from psf.documents.national import Templates
from resources.calibre.figures import Figures
from resources.clause.draft import Draft
from resources.clause.kinds import CLAUSES, CONSULTATION, KINDS, Clause
from resources.clause.reading import Block, as_text, read

ARCHIVE = "clause-sociale-de-formation.zip"
BY_SLUG = {clause.slug: clause for clause in CLAUSES}


@dataclass(frozen=True, slots=True)
class Shown:
    """A document as the page shows it."""

    clause: Clause
    blocks: list[Block]

    @property
    def text(self) -> str:
        return as_text(self.blocks)


def content_of(slug: str, draft: Draft, figures: Figures) -> bytes:
    """One document as DOCX; raises KeyError for an unknown slug."""
    return Templates(KINDS).fill([BY_SLUG[slug].slug], draft.values(figures))[0]


def shown(draft: Draft, figures: Figures) -> list[Shown]:
    """All of them as the page shows them, in the order of use."""
    filled = Templates(KINDS).fill([clause.slug for clause in CLAUSES], draft.values(figures))
    return [Shown(clause, read(content)) for clause, content in zip(CLAUSES, filled, strict=True)]


def together(documents: list[Shown]) -> str:
    """The texts of the consultation's own papers, each under the place where it goes."""
    return "\n\n\n".join(
        f"{document.clause.place.upper()}\n\n{document.text}"
        for document in documents
        if document.clause in CONSULTATION
    )


def archive_of(draft: Draft, figures: Figures) -> bytes:
    """All of them as DOCX, in memory; the numbers in their names keep the order of use."""
    filled = Templates(KINDS).fill([clause.slug for clause in CLAUSES], draft.values(figures))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for clause, content in zip(CLAUSES, filled, strict=True):
            archive.writestr(f"{clause.file_name}.docx", content)
    return out.getvalue()
