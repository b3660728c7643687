"""Every address of the site, from its resolver, filled with the ids of the canary record."""

import inspect
import itertools
from dataclasses import dataclass

from django.urls import Resolver404, URLPattern, get_resolver, resolve
from django.utils.regex_helper import normalize
from wagtail.admin.views.mixins import SpreadsheetExportMixin

# Values by parameter name; anything else gets the canary's id.
TEXTS = {
    "action_name": ["approve"],
    "step": ["verifier", "arreter", "verser", "ecarter"],
    "mode": ["suggestions"],
    "format": ["xlsx"],
    "filename": ["canari.pdf"],
    "locale": ["fr"],
    "lang": ["fr"],
    "slug": ["jeunes"],
    "kind": ["jeunes", "company_proposal", "cv", "convention"],
    "document": ["convention", "rappel"],
    "level": ["national"],
    "action": ["delete", "move", "add_to_collection"],
    "path": ["canari"],
    "key": ["canari"],
    "uidb36": ["1"],
    "token": ["canari"],
    "signature": ["canari"],
    "filter_spec": ["original"],
    "export": ["xlsx"],
    "revision_id_a": ["earliest"],
    "revision_id_b": ["latest"],
}


@dataclass(frozen=True)
class Address:
    """One address to try, and what is known of its pattern."""

    path: str
    parameters: tuple[str, ...]
    exports: bool


def leaves(patterns=None, prefix=""):
    """Yield (shape, view) for every pattern below the root; "admin/%(pk)s/" is a shape."""
    if patterns is None:
        patterns = get_resolver().url_patterns
    for pattern in patterns:
        form = prefix + normalize(_regex(pattern))[0][0].lstrip("^")
        if isinstance(pattern, URLPattern):
            yield form, pattern.callback
        else:
            yield from leaves(pattern.url_patterns, form)


def _regex(pattern):
    return pattern.pattern.regex.pattern.replace("\\Z", "")


def all_addresses(values: dict[str, list]) -> list[Address]:
    """Each pattern filled with every combination of `values` by parameter name, else TEXTS or id."""
    found = {}
    for shape, view in leaves():
        names = tuple(_parameters(shape))
        exports = _exports(view)
        for combination in _combinations(names, values):
            path = "/" + shape % combination
            if _reaches(path, view):
                found.setdefault(path, Address(path, names, exports))
    return list(found.values())


def _reaches(path, view) -> bool:
    """Whether these values suit the pattern's converters: a code of the wrong kind does not."""
    try:
        return resolve(path).func is view
    except Resolver404:
        return False


def _exports(view) -> bool:
    """Whether the view answers ?export=… with a spreadsheet."""
    view = inspect.unwrap(view, stop=lambda each: hasattr(each, "view_class"))
    return issubclass(getattr(view, "view_class", object), SpreadsheetExportMixin)


def _parameters(shape):
    seen = []

    class Spy(dict):
        def __missing__(self, name):
            seen.append(name)
            return ""

    shape % Spy()
    return seen


def _combinations(names, values):
    """Dicts of parameters; pairs such as app and model go together through `values["(app, model)"]`."""
    pairs = values["pairs"]
    for app_name, model_name in (("app_label", "model_name"), ("app_name", "model_name")):
        if app_name in names and model_name in names:
            rest = [name for name in names if name not in (app_name, model_name)]
            for app, model in pairs:
                for other in _combinations(tuple(rest), values):
                    yield {app_name: app, model_name: model, **other}
            return
    options = [values.get(name) or TEXTS.get(name) or values["default"] for name in names]
    for chosen in itertools.product(*options):
        yield dict(zip(names, map(str, chosen), strict=True))
