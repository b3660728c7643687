"""Refusals: why a move is not possible, in French, beside the field concerned where there is one."""

from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import IntegrityError
from django.db.models import Model, ProtectedError


class Refused(ValidationError):
    """A move that the rules do not allow. Takes a sentence, or a dict of field name to sentence."""

    @property
    def sentence(self) -> str:
        """All the reasons, in one line."""
        return " ".join(self.messages)


def within(text: str, limit: int, field: str = "text") -> str:
    """Return `text` as it is; Raises Refused beyond `limit` characters, for nothing typed is cut."""
    if (over := len(text) - limit) > 0:
        raise Refused(
            {
                field: f"Ce texte compte {len(text)} caractères, {limit} au plus :"
                f" raccourcissez-le de {over}."
            }
        )
    return text


def refusal_of(error: IntegrityError, *models: type[Model]) -> Refused:
    """Translate a broken database constraint into the message its model declares.

    Raises `error` again when none of `models` knows the constraint: that is a bug, not a refusal.
    """
    if isinstance(error, ProtectedError):
        return Refused(
            "Quelqu'un s'en est servi depuis : un message est parti, ou une fiche en dépend."
        )
    broken = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
    for model in models:
        for constraint in model._meta.constraints:
            if constraint.name == broken:
                return Refused({NON_FIELD_ERRORS: [constraint.violation_error_message]})
    raise error
