"""What each role may do, and the synchronisation that makes the groups hold exactly that.

Django creates permissions in `post_migrate`, application after application, so no migration can
grant them all. The table is therefore applied in `post_migrate` too, after every application: the
last call finds every permission, whatever the order. Running it again changes nothing.
"""

from django.apps import apps as global_apps

from .roles import Role

TABLE = {role: [] for role in Role}


def sync(using="default"):
    """Create the groups and give each exactly the permissions of `TABLE` that exist by now."""
    from django.contrib.auth.models import Group, Permission

    wanted = {label for labels in TABLE.values() for label in labels}
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.using(using).select_related("content_type")
    }
    for role, labels in TABLE.items():
        group, _ = Group.objects.using(using).get_or_create(name=role.value)
        group.permissions.set([known[label] for label in labels if label in known])
    return sorted(wanted - known.keys())


def sync_after_migrate(app_config, using="default", **kwargs):
    """Receiver of `post_migrate`; the groups' own tables come first."""
    if global_apps.is_installed("django.contrib.auth"):
        sync(using)
