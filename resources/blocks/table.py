"""A comparison table."""

from django.core.exceptions import ValidationError
from wagtail import blocks

from .base import FIGURE_HELP, ShownBlock, title

COLUMNS = 5


class RowBlock(blocks.StructBlock):
    cells = blocks.ListBlock(
        blocks.CharBlock(label="Cellule", required=False, max_length=300),
        label="Cellules",
        min_num=2,
        max_num=COLUMNS,
        default=["", ""],
    )

    class Meta:
        icon = "table"
        label = "Ligne"


class TableBlock(ShownBlock):
    caption = title("Titre du tableau", help_text="Lu en premier : ce que le tableau compare.")
    head = blocks.ListBlock(
        blocks.CharBlock(label="Colonne", required=False, max_length=80),
        label="En-têtes des colonnes",
        help_text="Le premier peut rester vide, les autres non.",
        min_num=2,
        max_num=COLUMNS,
        default=["", ""],
    )
    rows = blocks.ListBlock(RowBlock(), label="Lignes", min_num=1, max_num=15)

    class Meta:
        icon = "table"
        label = "Tableau de comparaison"
        description = f"De deux à {COLUMNS} colonnes. La première cellule nomme la ligne."
        help_text = FIGURE_HELP
        template = "resources/blocks/table.html"
        preview_value = {
            "caption": "Insertion ou formation",
            "head": ["", "Insertion", "Formation"],
            "rows": [{"cells": ["Statut", "Salarié", "Élève"]}],
        }

    def get_context(self, value, parent_context=None):
        """`lines`: for each row, (name of the column, cell), so that a phone can stack them."""
        context = super().get_context(value, parent_context)
        head = list(value["head"])
        context["lines"] = [list(zip(head, row["cells"], strict=False)) for row in value["rows"]]
        return context

    def clean(self, value):
        value = super().clean(value)
        if self.is_deferred_validation:
            return value
        if not all((cell or "").strip() for cell in list(value["head"])[1:]):
            raise ValidationError("Nommez chaque colonne ; seule la première peut rester sans nom.")
        wide = len(value["head"])
        wrong = [n for n, row in enumerate(value["rows"], 1) if len(row["cells"]) != wide]
        if wrong:
            raise ValidationError(
                f"Ligne {', '.join(map(str, wrong))} : il faut {wide} cellules, comme en tête."
            )
        return value
