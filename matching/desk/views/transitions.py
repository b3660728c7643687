"""Moves on a file: their forms, the undo, and the actions done by hand."""

from django.shortcuts import get_object_or_404

from matching.models import Placement
from matching.placements.forms.convention import ScheduleForm
from matching.placements.forms.transitions import FORMS
from matching.placements.screens import FileScreen
from psf.workflow.views import AssignmentView, MoveView, UndoView

# In the address, a file's code alone.
TAKE_UP = "reprendre"


class FileMoveView(FileScreen, MoveView):
    forms = FORMS
    template_name = "matching/file/move.html"

    def get_form(self, data=None):
        """« Reprendre la convention » names by its code a file that the reader sees, and akin to this one."""
        code = self.request.GET.get(TAKE_UP, "")
        if data is not None or not code or self.transition.name != "schedule":
            return super().get_form(data)
        akin = Placement.objects.akin_to(self.subject).scheduled()
        former = get_object_or_404(akin.prefetch_related("periods"), code=code)
        return ScheduleForm(
            subject=self.subject,
            transition=self.transition,
            user=self.request.user,
            former=former,
        )


class FileUndoView(FileScreen, UndoView):
    pass


class FileAssignmentView(FileScreen, AssignmentView):
    pass
