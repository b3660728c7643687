"""« Transmettre »: all that leaves, to whom, on one screen; nothing before the confirmation."""

from matching.desk.sending import checklist_action, sending_of
from matching.desk.views.transitions import FileMoveView
from matching.models import Placement
from psf.workflow.policies.ticks import guide_of


class SendView(FileMoveView):
    template_name = "matching/file/send.html"

    def get_queryset(self):
        return Placement.objects.for_file()

    def get_context_data(self, **kwargs):
        if self.subject and "form" in kwargs and "refusal" not in kwargs:
            action = checklist_action(self.subject)
            kwargs |= {
                "sending": sending_of(self.subject),
                "action": action,
                "guide": guide_of(action) if action else None,
                "here": self.request.path,
            }
        return super().get_context_data(**kwargs)
