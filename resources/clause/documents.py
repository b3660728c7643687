"""The documents of a draft: filled by the templates in force, on the page, one by one, in an archive."""

import io
import logging
import zipfile
from dataclasses import dataclass

from psf.documents import word
from psf.documents.models import DocumentTemplate
from psf.workflow.errors import Refused
from resources.calibre.figures import Figures
from resources.clause.draft import Draft
from resources.clause.kinds import CLAUSES, CONSULTATION, KINDS, Clause
from resources.clause.reading import Block, as_text, read

logger = logging.getLogger(__name__)
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


class Templates:
    """The national templates in force, found in one query; the product's own where there is none."""

    def __init__(self):
        versions = (
            DocumentTemplate.objects.published()
            .filter(kind__in=KINDS, academy=None)
            .select_related("blob")
            .order_by("kind", "-number")
            .distinct("kind")
        )
        self.versions = {version.kind: version for version in versions if version.blob_id}

    def fill(self, slug: str, values: dict[str, str]) -> bytes:
        """The DOCX. A visitor never waits for somebody to mend a template: the own one replaces it."""
        built_in = KINDS[slug].built_in.read_bytes
        if (version := self.versions.get(slug)) is None:
            return word.render(built_in(), values)
        try:
            return word.render(version.blob.content(), values)
        except Refused:
            logger.error("template %s version %s cannot be filled", slug, version.number)
            return word.render(built_in(), values)


def content_of(slug: str, draft: Draft, figures: Figures) -> bytes:
    """One document as DOCX; raises KeyError for an unknown slug."""
    return Templates().fill(BY_SLUG[slug].slug, draft.values(figures))


def shown(draft: Draft, figures: Figures) -> list[Shown]:
    """All of them as the page shows them, in the order of use."""
    templates, values = Templates(), draft.values(figures)
    return [Shown(clause, read(templates.fill(clause.slug, values))) for clause in CLAUSES]


def together(documents: list[Shown]) -> str:
    """The texts of the consultation's own papers, each under the place where it goes."""
    return "\n\n\n".join(
        f"{document.clause.place.upper()}\n\n{document.text}"
        for document in documents
        if document.clause in CONSULTATION
    )


def archive_of(draft: Draft, figures: Figures) -> bytes:
    """All of them as DOCX, in memory; the numbers in their names keep the order of use."""
    templates, values = Templates(), draft.values(figures)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for clause in CLAUSES:
            archive.writestr(f"{clause.file_name}.docx", templates.fill(clause.slug, values))
    return out.getvalue()
