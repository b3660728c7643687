"""Cells of the registries: a table on a desk, one card a row on a phone."""

from wagtail.admin.ui.tables import Column


class Cell(Column):
    """A column whose cells repeat its label where the table's head does not show."""

    cell_template_name = "offers/cell.html"
