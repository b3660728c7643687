"""French labels of the verbs of actions; each app registers its own list when it is ready."""

_LABELS: dict[str, str] = {}


def register(choices) -> None:
    """Add a TextChoices of verbs. Raises ValueError when two apps use one verb."""
    for value, label in choices.choices:
        if _LABELS.setdefault(value, label) != label:
            raise ValueError(f"Verb {value!r} is registered twice with different labels.")


def label_of(verb: str) -> str:
    """Return what must be done, in French, beginning with a verb."""
    return _LABELS[verb]
