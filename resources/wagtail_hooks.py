from wagtail.snippets.models import register_snippet

from resources.viewsets import TaskExampleViewSet

register_snippet(TaskExampleViewSet)
