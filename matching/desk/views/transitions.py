"""Moves on a file: their forms, the undo, and the actions done by hand."""

from matching.placements.forms.transitions import FORMS
from matching.placements.screens import FileScreen
from psf.workflow.views import AssignmentView, MoveView, UndoView


class FileMoveView(FileScreen, MoveView):
    forms = FORMS
    template_name = "matching/file/move.html"


class FileUndoView(FileScreen, UndoView):
    pass


class FileAssignmentView(FileScreen, AssignmentView):
    pass
