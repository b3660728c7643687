"""Files as rows of text: CSV, XLSX, ODS. Anything else is refused with the way out."""

from collections.abc import Iterator

from django.conf import settings

from psf.confined.errors import Refusal
from psf.spreadsheets.reading import read

from .errors import Refused

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
MOST_COLUMNS = 120
WAY_OUT = "Enregistrez-le au format « Classeur Excel (.xlsx) » ou « CSV », puis recommencez."


def rows(upload) -> Iterator[list[str]]:
    """Yield each filled row of an uploaded file as stripped texts, the header first.

    Dates come as 2026-11-22, numbers without needless decimals. Raises Refused when the file is
    not one that can be read, holds a macro, is empty, or grows beyond the limits of the settings
    (`IMPORT_MAX_BYTES` as sent, `IMPORT_MAX_UNZIPPED_BYTES`, `IMPORT_MAX_LINES`).
    """
    if upload.size == 0:
        raise Refused("Ce fichier est vide : enregistrez-le à nouveau, puis choisissez-le.")
    if upload.size > settings.IMPORT_MAX_BYTES:
        raise Refused(
            f"Ce fichier pèse plus de {settings.IMPORT_MAX_BYTES // 10**6} Mo. Partagez-le en"
            " plusieurs fichiers."
        )
    name = upload.name.lower()
    upload.seek(0)
    content = upload.read()
    if name.endswith((".xlsm", ".xltm", ".xlam", ".xlsb")):
        raise Refused(f"Ce classeur peut contenir des macros : il est refusé. {WAY_OUT}")
    if content.startswith(OLE):
        raise Refused(
            f"Ce fichier est un ancien classeur Excel (.xls) ou est protégé par un mot de passe."
            f" {WAY_OUT}"
        )
    try:
        table = read(
            content,
            # The titles, and one more to know that there are too many.
            most_rows=settings.IMPORT_MAX_LINES + 1,
            most_columns=MOST_COLUMNS,
            most_bytes=settings.IMPORT_MAX_UNZIPPED_BYTES,
        )
    except Refusal as refusal:
        raise Refused(f"{refusal} {WAY_OUT}") from refusal
    _check_length(table.length)
    for row in table.rows:
        if len(row) > MOST_COLUMNS:
            raise Refused(
                f"Ce fichier compte plus de {MOST_COLUMNS} colonnes. Partez du fichier modèle."
            )
        yield row


def _check_length(length: int) -> None:
    """Refuse too many rows, or too few, before any is worked upon; the titles count for one."""
    limit = settings.IMPORT_MAX_LINES
    if length > limit + 1:
        raise Refused(
            f"Ce fichier compte plus de {limit} lignes : c'est la limite d'un import."
            " Partagez-le en plusieurs fichiers."
        )
    if not length:
        raise Refused("Ce fichier ne contient aucune ligne.")
    if length == 1:
        raise Refused(
            "Ce fichier ne contient que les titres des colonnes, aucune ligne à importer."
        )
