"""Documents that visitors fill: by the national templates in force, or by the product's own."""

import logging
from collections.abc import Mapping

from psf.documents import word
from psf.documents.kinds import DocumentKind
from psf.documents.models import DocumentTemplate
from psf.workflow.errors import Refused

BLANK = "……………………………………"
logger = logging.getLogger(__name__)


class Templates:
    """The national templates in force, found in one query; the product's own where there is none."""

    def __init__(self, kinds: Mapping[str, DocumentKind]):
        self.kinds = kinds
        versions = (
            DocumentTemplate.objects.published()
            .filter(kind__in=list(kinds), academy=None)
            .select_related("blob")
            .order_by("kind", "-number")
            .distinct("kind")
        )
        self.versions = {version.kind: version for version in versions if version.blob_id}

    def fill(self, slugs: list[str], values: dict[str, str]) -> list[bytes]:
        """The DOCX of each. A visitor never waits for somebody to mend a template: ours replaces it."""
        filled = self._replaced([slug for slug in slugs if slug in self.versions], values)
        return [
            filled.get(slug) or word.render_own(self.kinds[slug].built_in.read_bytes(), values)
            for slug in slugs
        ]

    def _replaced(self, slugs: list[str], values: dict[str, str]) -> dict[str, bytes | None]:
        """Those of templates that somebody wrote, all in one child; None where it failed."""
        contents: dict[str, bytes] = {}
        for slug in slugs:
            try:
                contents[slug] = self.versions[slug].blob.content()
            except Refused:
                logger.error("template %s cannot be opened", slug)
        if not contents:
            return {}
        filled: dict[str, bytes | None]
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


def blank_copy(kind: DocumentKind) -> bytes:
    """The DOCX of a kind with dots where a record would fill it. Raises ValueError for one without blanks."""
    if kind.blank is None:
        raise ValueError(f"{kind.slug} has no blank copy")
    values = dict.fromkeys(kind.names, BLANK) | kind.blank()
    return Templates({kind.slug: kind}).fill([kind.slug], values)[0]
