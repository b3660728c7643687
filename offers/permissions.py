"""Who may change which offer: everybody of the network sees them all, their services change theirs."""

from wagtail.permission_policies import ModelPermissionPolicy

from psf.perimeter.models import PerimeterGrant


def services_of(user) -> list[int]:
    """Ids of the services in the user's perimeter, asked once for each loaded user."""
    if not hasattr(user, "_services_in_perimeter"):
        user._services_in_perimeter = PerimeterGrant.objects.services_of(user)
    return user._services_in_perimeter


class OfferPermissionPolicy(ModelPermissionPolicy):
    """Groups open the screens; an offer is changed by the services of the user's perimeter only.

    Superusers included: an administrator needs an explicit perimeter (design §6).
    """

    def user_has_permission_for_instance(self, user, action, instance):
        if not self.user_has_permission(user, action):
            return False
        return action == "view" or instance.service_id in services_of(user)

    def instances_user_has_any_permission_for(self, user, actions):
        if "view" in actions and self.user_has_permission(user, "view"):
            return self.model._default_manager.all()
        return self.model._default_manager.editable_by(user, services_of(user))
