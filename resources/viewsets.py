"""What the communications team edits of the public half, in Wagtail's own screens."""

from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.snippets.views.snippets import SnippetViewSet

from psf.editing import EditedByOne
from resources.models import TaskExample


class TaskExampleViewSet(EditedByOne, SnippetViewSet):
    """The bank of tasks of the rédacteur de clause."""

    model = TaskExample
    icon = "list-ul"
    menu_label = "Exemples de tâches"
    menu_order = 320
    add_to_admin_menu = True
    copy_view_enabled = False
    add_to_reference_index = False
    list_display = ["text", "kind", "order", "active"]
    list_filter = ["kind", "active"]
    search_fields = ["text"]
    ordering = ["kind", "order", "pk"]
    list_per_page = 50
    panels = [
        FieldPanel("kind"),
        FieldPanel("text"),
        FieldRowPanel([FieldPanel("order"), FieldPanel("active")]),
    ]
