"""What apps declare to the ground: modules of an agreed name, in apps and in their rooms."""

from importlib import import_module
from importlib.util import find_spec

from django.apps import apps


def autodiscover(name: str) -> None:
    """Import the module `name` of every app and of each room its AppConfig lists in `rooms`.

    An app or a room without such a module declares nothing; an error inside one is raised.
    """
    for config in apps.get_app_configs():
        for place in (
            config.name,
            *(f"{config.name}.{room}" for room in getattr(config, "rooms", ())),
        ):
            module = place
            for part in name.split("."):
                module = f"{module}.{part}"
                if find_spec(module) is None:
                    break
            else:
                import_module(module)
