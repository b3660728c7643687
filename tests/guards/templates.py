"""A variable that a template of this project reads and nobody gave is a fault, never an empty text.

Those of libraries are left alone. Told by where they were compiled, so that the fault names template
and variable whoever renders them.
"""

from functools import wraps

import django.template.base as base
from django.conf import settings

from tests.guards.faults import note

# What a library's view gives to a template of ours in one case alone.
OF_LIBRARIES = {("account/password_reset_from_key.html", "token_fail")}


class KnownVariable(base.Variable):
    """Notes that its first name is in no context, or that what was found has no such attribute.

    None has no attribute and that is no fault: a file without a slot, a person not signed in.
    """

    __slots__ = ("template",)

    def resolve(self, context):
        try:
            return super().resolve(context)
        except base.VariableDoesNotExist as missing:
            bit, current = missing.params
            if current is not None and (self.template, self.var) not in OF_LIBRARIES:
                note(f"{self.template}: “{self.var}” is not defined (no “{bit}”)")
            raise


def _own(origin) -> bool:
    folders = (settings.BASE_DIR / "templates", settings.BASE_DIR / "tests")
    return any(str(origin or "").startswith(f"{folder}/") for folder in folders)


def pytest_configure(config):
    compile_filter = base.Parser.compile_filter

    @wraps(compile_filter)
    def compile_strictly(parser, token):
        expression = compile_filter(parser, token)
        if expression.is_var and expression.var.lookups and _own(parser.origin):
            expression.var = KnownVariable(expression.var.var)
            expression.var.template = parser.origin.template_name
        return expression

    base.Parser.compile_filter = compile_strictly
