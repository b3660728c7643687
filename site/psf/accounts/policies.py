"""Permission policies of the screens of accounts: nothing here is ever deleted."""

from psf.editing import NeverDeletedPolicy


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
