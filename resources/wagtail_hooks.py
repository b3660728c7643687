"""What the public half adds to the admin."""

from wagtail.snippets.models import register_snippet

from resources import editorial_hooks  # noqa: F401 (registers its hooks)
from resources.editorial_viewsets import ContentsGroup
from resources.viewsets import TaskExampleViewSet

register_snippet(TaskExampleViewSet)
register_snippet(ContentsGroup)
