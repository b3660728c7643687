"""The documents of a draft: filled by the templates in force, on the page, one by one, in an archive."""

import io
import logging
import re
import zipfile
from dataclasses import dataclass

from psf.documents import word
from psf.documents.models import DocumentTemplate
from psf.workflow.errors import Refused
from resources.calibre.figures import Figures
from resources.clause.draft import Draft
from resources.clause.kinds import CLAUSES, CONSULTATION, KINDS, Clause, Naming
from resources.clause.reading import Block, as_text, read

logger = logging.getLogger(__name__)
ARCHIVE = "clause-sociale-de-formation.zip"
BLANK = re.compile(r"\[[^\[\]]+\]")
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

    def fill(self, slugs: list[str], values: dict[str, str]) -> list[bytes]:
        """The DOCX of each. A visitor never waits for somebody to mend a template: ours replaces it."""
        filled = self._replaced([slug for slug in slugs if slug in self.versions], values)
        return [
            filled.get(slug) or word.render_own(KINDS[slug].built_in.read_bytes(), values)
            for slug in slugs
        ]

    def _replaced(self, slugs: list[str], values: dict[str, str]) -> dict[str, bytes | None]:
        """Those of templates that somebody wrote, all in one child; None where it failed."""
        contents = {}
        for slug in slugs:
            try:
                contents[slug] = self.versions[slug].blob.content()
            except Refused:
                logger.error("template %s cannot be opened", slug)
        if not contents:
            return {}
        try:
            filled = dict(
                zip(contents, word.render_each([*contents.values()], values), strict=True)
            )
        except Refused:
            filled = dict.fromkeys(contents)
        for slug in [slug for slug, document in filled.items() if document is None]:
            logger.error(
                "template %s version %s cannot be filled", slug, self.versions[slug].number
            )
        return filled


def content_of(slug: str, draft: Draft, figures: Figures) -> bytes:
    """One document as DOCX; raises KeyError for an unknown slug."""
    return Templates().fill([BY_SLUG[slug].slug], draft.values(figures))[0]


def file_name(slug: str, draft: Draft) -> str:
    return f"{BY_SLUG[slug].named(private=draft.private).file_name}.docx"


def shown(draft: Draft, figures: Figures) -> list[Shown]:
    """All of them as the page shows them, in the order of use."""
    filled = Templates().fill([clause.slug for clause in CLAUSES], draft.values(figures))
    return [
        Shown(clause, clause.named(private=draft.private), read(content))
        for clause, content in zip(CLAUSES, filled, strict=True)
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
    filled = Templates().fill([clause.slug for clause in CLAUSES], draft.values(figures))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for clause, content in zip(CLAUSES, filled, strict=True):
            archive.writestr(file_name(clause.slug, draft), content)
    return out.getvalue()
