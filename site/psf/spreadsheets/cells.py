"""What a cell may hold, and how a CSV is written for French Excel.

A cell that begins with = + - @, a tab or a return may be run by the program that opens the file
(OWASP, "CSV injection"): an apostrophe in front makes it text. No Django here: the reader of files
runs in a child process.
"""

DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
# Excel reads a CSV as UTF-8 only with this mark, and French Excel separates with semicolons.
BOM = "\ufeff"
DELIMITER = ";"


def safe(value):
    """Return `value`, with an apostrophe in front of a text that a program could run.

    Numbers and dates are not texts: a negative number stays a number.
    """
    if isinstance(value, str) and value.lstrip(" \xa0").startswith(DANGEROUS):
        return f"'{value}"
    return value
