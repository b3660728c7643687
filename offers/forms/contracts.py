"""The form of a marché."""

from psf.editing import OneEditorForm


class ContractForm(OneEditorForm):
    """Amounts and dates are checked against each other by the model."""
