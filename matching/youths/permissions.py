"""Permission policies of the registries about young people: records are closed or merged."""

from psf.editing import NeverDeletedPolicy


class AppendOnly(NeverDeletedPolicy):
    """A dated policy changes until it is settled; afterwards a new version replaces it."""

    def user_has_permission_for_instance(self, user, action, instance):
        if action == "change" and instance.is_settled:
            return False
        return super().user_has_permission_for_instance(user, action, instance)
