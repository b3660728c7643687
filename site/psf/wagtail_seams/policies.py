"""Who may do what with the rows of a model, said the same way before and after Wagtail 8."""

from wagtail.permission_policies import BasePermissionPolicy
from wagtail.permissions import page_permission_policy
from wagtail.utils.registry import ObjectTypeRegistry

try:
    from wagtail.permissions import policy_registry
except ImportError:  # Before 8.0 a policy is a property of its viewset, and nothing else knows it.
    policy_registry = ObjectTypeRegistry()

__all__ = ["RegisteredPolicy", "page_permission_policy", "policy_of", "register_permission_policy"]


def register_permission_policy(model, policy: BasePermissionPolicy):
    """Say who may do what with rows of `model`; asked for by its `RegisteredPolicy` viewset.

    At the top of an app's `wagtail_hooks.py`, before its viewsets. For that class exactly: Wagtail 8
    registers a policy of its own for users, that any other would leave in force.
    https://github.com/wagtail/wagtail/blob/v8.0.1/wagtail/permissions.py
    """
    policy_registry.register(model, value=policy, exact_class=True)


def policy_of(model) -> BasePermissionPolicy:
    """Return the policy registered for `model`; LookupError when none is."""
    try:
        return policy_registry.values_by_exact_class[model]
    except KeyError:
        # Wagtail would go on without any policy, or with one that lets rows be deleted.
        raise LookupError(f"No permission policy is registered for {model._meta.label}.") from None


class RegisteredPolicy:
    """Mixin of viewsets whose model has a registered policy; without use from Wagtail 8 on."""

    @property
    def permission_policy(self):
        return policy_of(self.model)
