"""Formulas of a workbook that run a program or fetch something as it opens.

Excel and LibreOffice ask before some of them and not before others; a document of the site needs none.
ECMA-376 part 1, 18.17 (formulas); OpenDocument 1.3 part 4.
"""

import re

# Excel allows 8 192 characters.
LONGEST = 10_000
# Where a workbook of Excel keeps a formula: cells, names, validations, conditional formats, tables.
HOLDERS = {
    "f",
    "formula",
    "formula1",
    "formula2",
    "definedName",
    "calculatedColumnFormula",
    "totalsRowFormula",
}
# Attributes of OpenDocument that hold one.
ATTRIBUTES = {"formula", "condition", "expression"}

SAID = re.compile(r'"[^"]*"')
RUNS = re.compile(
    r"\b(?:DDE|WEBSERVICE|IMAGE|FILTERXML|RTD|CALL|EXEC|REGISTER(?:\.ID)?)\s*\(", re.I
)
# « cmd|'/C calc'!A0 », « [1]Feuille!A1 », « 'file:///etc/passwd'#$Feuille.A1 ».
ELSEWHERE = re.compile(
    r"\w\s*\|\s*'|(?<![\w\]])\[\d+\]\w|'?(?:file|https?|ftp|smb)://|\\\\\w", re.I
)


def reaches_out(formula: str) -> bool:
    """Whether `formula` runs or fetches something; what it says between double quotes does not count."""
    bare = SAID.sub('""', formula)
    return bool(RUNS.search(bare) or ELSEWHERE.search(bare))
