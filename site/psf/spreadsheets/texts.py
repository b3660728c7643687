"""CSV of every make as rows: marks, encodings and separators are found out. Runs in the child."""

import codecs
import csv
import io
from collections.abc import Iterator

from psf.confined.errors import Refusal

BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
DELIMITERS = ";,\t|"
NO_TABLE = "Ce fichier n'est ni un CSV ni un classeur."
WRONG_ENCODING = "Le codage des caractères de ce fichier est abîmé."
WRONG_QUOTES = "Ce fichier CSV est mal formé : un guillemet ouvert n'est sans doute pas refermé."


def rows(content: bytes) -> Iterator[list[str]]:
    """Yield each row; raises Refusal."""
    text = decoded(content)
    if "\0" in text:
        raise Refusal(NO_TABLE)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    except (csv.Error, TypeError, ValueError):
        raise Refusal(WRONG_QUOTES) from None


def decoded(content: bytes) -> str:
    for mark, encoding in BYTE_ORDER_MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                raise Refusal(WRONG_ENCODING) from None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        # cp1252 leaves five bytes undefined; a replaced character is seen in the preview.
        return content.decode("cp1252", errors="replace")


def _delimiter(text: str) -> str:
    """The separator that cuts the first filled line into the most cells."""
    first = next((line for line in io.StringIO(text) if line.strip()), "").strip("\r\n")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    return max(DELIMITERS, key=lambda mark: (len(next(csv.reader([first], delimiter=mark))), mark))
