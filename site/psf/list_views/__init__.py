"""« Mes vues »: columns, order, conditions and density of a list, kept under a name and shared.

[Why](../../../docs/decisions/list-views.md)
"""
