"""The form of a marché."""

from wagtail.admin.forms import WagtailAdminModelForm

from psf.editing import OneEditorWins


class ContractForm(OneEditorWins, WagtailAdminModelForm):
    """Amounts and dates are checked against each other by the model."""
