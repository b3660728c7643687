"""What the models and the database refuse, as French sentences beside a column."""

from functools import cache

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError

UNKNOWN = "La base refuse cette ligne : elle contredit une donnée existante."
OUTSIDE = "Ce service n'est pas dans votre périmètre."


def sentences(error: Exception) -> list[tuple[str, str]]:
    """Return [(field's French name or "", message)] for a ValidationError or a database's refusal."""
    if isinstance(error, ValidationError):
        return of_validation(error)
    if isinstance(error, IntegrityError):
        name = getattr(getattr(error.__cause__, "diag", None), "constraint_name", None)
        return [("", _messages().get(name) or UNKNOWN)]
    return [("", OUTSIDE)]


def of_validation(error: ValidationError, model=None) -> list[tuple[str, str]]:
    """The same for a ValidationError, whose fields are named as `model` names them."""
    if not hasattr(error, "error_dict"):
        return [("", message) for message in error.messages]
    found = []
    for name, messages in error.message_dict.items():
        title = ""
        if name != "__all__":
            title = str(model._meta.get_field(name).verbose_name) if model else name
        found += [(title, message) for message in messages]
    return found


@cache
def _messages():
    """Constraint name → the message its model declares."""
    return {
        constraint.name: str(constraint.violation_error_message)
        for model in apps.get_models()
        for constraint in model._meta.constraints
        if getattr(constraint, "violation_error_code", None) is not None
        or constraint.violation_error_message != constraint.default_violation_error_message
    }
