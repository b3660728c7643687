"""What the matching app registers in the admin, one line or register per concern."""

from django.core.exceptions import PermissionDenied
from wagtail import hooks
from wagtail.snippets.models import register_snippet

from matching.desk import addresses as admin_urls  # noqa: F401
from matching.desk import menu as admin_menu  # noqa: F401
from matching.models import MatchingPolicy, Notice, RetentionPolicy, WatchedWords, Youth
from matching.retention import menu as conservation_menu  # noqa: F401
from matching.rights import admin as rights_admin  # noqa: F401
from matching.youths.children import child_models
from matching.youths.permissions import AppendOnly
from matching.youths.viewsets import (
    MatchingPolicyViewSet,
    NoticeViewSet,
    RetentionPolicyViewSet,
    WatchedWordsViewSet,
    YouthViewSet,
)
from psf.editing import NeverDeletedPolicy
from psf.perimeter.models import ProtectedLogEntry
from psf.wagtail_seams.policies import register_permission_policy

register_permission_policy(Youth, NeverDeletedPolicy(Youth))
register_permission_policy(MatchingPolicy, AppendOnly(MatchingPolicy))
register_permission_policy(RetentionPolicy, AppendOnly(RetentionPolicy))
register_permission_policy(Notice, AppendOnly(Notice))
register_permission_policy(WatchedWords, AppendOnly(WatchedWords))

register_snippet(YouthViewSet)
register_snippet(MatchingPolicyViewSet)
register_snippet(RetentionPolicyViewSet)
register_snippet(WatchedWordsViewSet)
register_snippet(NoticeViewSet)


@hooks.register("register_log_actions")
def protect_history(actions):
    """History of records about young people is itself under the perimeter; labels are codes."""
    for model in [Youth, *child_models()]:
        actions.register_model(model, ProtectedLogEntry)
    actions.register_action("psf.handover", "Transférer", "Transféré d'un autre service")
    actions.register_action("psf.reopen", "Sortir de l'archive", "Sorti de l'archive restreinte")
    actions.register_action(
        "psf.merge", "Fusionner", "Un autre dossier a été fusionné dans celui-ci"
    )


@hooks.register("before_bulk_action")
def no_bulk_action_on_persons(request, action_type, objects, view):
    if view.model is Youth or view.model in child_models():
        raise PermissionDenied
