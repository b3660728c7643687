"""Hours are added up in one place for an offer, in one for a parcours: read from the source."""

import ast
import re

import pytest

from tests.ground.test_architecture import FOLDERS, ROOT

# What the sources are, and who writes, checks or chooses rows by the same columns.
SOURCES = {
    "offers/hours.py",
    "offers/models/offers.py",
    "offers/gratification.py",
    "matching/models/hours.py",
    "matching/models/placement.py",
    "matching/models/statistics.py",
}
WRITERS = {
    "matching/placements/effects/hours.py",
    "matching/placements/effects/convention.py",
    "matching/placements/integrity.py",
    "offers/querysets.py",
}
# Plain schedules, and lots of a marché before it is one.
ELSEWHERE = ("matching/engine/", "resources/")
KEPT = {"hours_reserved", "hours_consumed", "hours_exceeded"}
COUNTS = KEPT | {"hours", "reserved", "consumed", "exceeded"}
COLUMN = re.compile(r"(?:^|__)(?:hours\w*|reserved|consumed|exceeded|minutes)$")
IN_TEMPLATE = re.compile(
    r"\{[{%][^}]*(?:hours_\w+ed\b|\.(?:reserved|consumed|exceeded)\b|hours\|add)"
)
# `lot.hours`: what a form compares with the sum of its lots, before there is an offer.
LOTS = {"lot"}


def counted_in(node: ast.AST) -> list[str]:
    """Names of the counts of hours that an expression reads."""
    return [
        each.attr
        for each in ast.walk(node)
        if isinstance(each, ast.Attribute)
        and each.attr in COUNTS
        and not (isinstance(each.value, ast.Name) and each.value.id in LOTS | {"self"})
    ]


def additions(source: str):
    """(line, why) of each place of a source that adds hours up, or reads what only sources read."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            columns = [each.value for each in node.args if isinstance(each, ast.Constant)]
            if name == "Sum" and any(COLUMN.search(str(column)) for column in columns):
                yield node.lineno, "Sum of hours"
            if name == "sum" and any(counted_in(each) for each in node.args):
                yield node.lineno, "sum of hours"
        if (
            isinstance(node, ast.BinOp)
            and isinstance(node.op, ast.Add | ast.Sub)
            and {*counted_in(node)} & (COUNTS - {"hours"})
        ):
            yield node.lineno, "hours added or taken away"
        if isinstance(node, ast.Attribute) and node.attr in KEPT:
            yield node.lineno, f"reads {node.attr}"


@pytest.mark.parametrize(
    "source",
    [
        "total = sum(week.hours for week in weeks)",
        "rows.aggregate(Sum('attendances__hours'))",
        "Sum('offer__budget__consumed')",
        "left = budget.total - budget.reserved - budget.consumed",
        "shown = placement.hours_consumed",
    ],
)
def test_an_addition_is_seen(source):
    assert list(additions(source))


def test_no_screen_paper_or_message_adds_hours_up():
    found = []
    for top in ("offers", "matching", "home", "resources"):
        for path in sorted(FOLDERS[top].rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if "/migrations/" in name or name in SOURCES | WRITERS or name.startswith(ELSEWHERE):
                continue
            found += [
                f"{name}:{line} {why}" for line, why in additions(path.read_text(encoding="utf-8"))
            ]
    assert found == []


def test_no_template_reads_a_count_without_its_word():
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in sorted((ROOT / "templates").rglob("*.html"))
        for match in IN_TEMPLATE.finditer(path.read_text(encoding="utf-8"))
    ]
    assert found == []
