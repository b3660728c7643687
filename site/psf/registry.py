"""What apps declare to the ground: one registry for each sort of thing, filled by autodiscovery."""

from collections.abc import Callable, Iterator
from importlib import import_module
from importlib.util import find_spec
from typing import Generic, TypeVar

from django.apps import apps

Key = TypeVar("Key")
Entry = TypeVar("Entry")


class UnknownEntry(KeyError):
    """Nothing of that key was declared; the message says of what, and what is known."""

    def __str__(self):
        return self.args[0]


class Registry(Generic[Key, Entry]):
    """Entries by key, in the order of their declaration.

    `what` names them in errors ("messages"); `key` gives the key of an entry; `module` is where an
    app or a room declares its own, and `discover()` imports those.
    """

    def __init__(self, what: str, *, key: Callable[[Entry], Key], module: str):
        self.what, self.key, self.module = what, key, module
        self._entries: dict[Key, Entry] = {}

    def add(self, *entries: Entry) -> None:
        """Declare entries; the same again changes nothing. Raises ValueError on a key used twice."""
        for entry in entries:
            key = self.key(entry)
            if self._entries.setdefault(key, entry) != entry:
                raise ValueError(f"two {self.what} are called {key!r}")

    def discover(self) -> None:
        autodiscover(self.module)

    def __getitem__(self, key: Key) -> Entry:
        """Raises UnknownEntry, a KeyError."""
        try:
            return self._entries[key]
        except KeyError:
            known = ", ".join(map(str, self._entries)) or "nothing"
            raise UnknownEntry(f"none of the {self.what} is called {key!r}: {known}") from None

    def get(self, key: Key) -> Entry | None:
        return self._entries.get(key)

    def __contains__(self, key: Key) -> bool:
        return key in self._entries

    def __iter__(self) -> Iterator[Entry]:
        return iter(tuple(self._entries.values()))

    def __len__(self) -> int:
        return len(self._entries)


def dotted(function: Callable) -> str:
    """The key of a function: where it is."""
    return f"{function.__module__}.{function.__qualname__}"


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
