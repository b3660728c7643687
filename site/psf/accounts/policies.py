"""Permission policies of the admin's screens: nothing here is ever deleted."""

from wagtail.permission_policies import ModelPermissionPolicy


class NeverDeletedPolicy(ModelPermissionPolicy):
    """Rows are ended, revoked or closed; not even a superuser deletes them from the admin."""

    refused = frozenset({"delete"})

    def user_has_permission(self, user, action):
        return action not in self.refused and super().user_has_permission(user, action)

    def user_has_any_permission(self, user, actions):
        return super().user_has_any_permission(user, set(actions) - self.refused)

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_permission(user, action)


class UserPolicy(NeverDeletedPolicy):
    """Accounts come from invitations."""

    refused = frozenset({"add", "delete"})

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "change" and instance.is_superuser and not user.is_superuser:
            return False
        return super().user_has_permission_for_instance(user, action, instance)


class InvitationPolicy(NeverDeletedPolicy):
    """Sent again or revoked, never rewritten."""

    refused = frozenset({"change", "delete"})
