"""Permission policies of the registries about young people."""

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeleted(ModelPermissionPolicy):
    """Nobody deletes, superusers included: records are closed, merged or anonymised."""

    def user_has_permission(self, user, action):
        return action != "delete" and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return any(self.user_has_permission(user, action) for action in actions)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


class AppendOnly(NeverDeleted):
    """A dated policy changes as long as it is not in force; afterwards a new version replaces it."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "change" and instance.is_settled:
            return False
        return super().user_has_permission_for_instance(user, action, instance)
