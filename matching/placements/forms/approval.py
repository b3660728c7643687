"""Why an approval is refused: what the tutor must revise."""

from psf.workflow.forms import MoveForm


class RefuseApprovalForm(MoveForm):
    refusal_field = "text"
    text_label = "Ce qu'il faut revoir avant d'approuver"
