"""What holds for every text box of every form, whoever made it: Wagtail, allauth or ourselves.

- Nothing is cut: `maxlength` drops in silence the end of what is pasted, so it never reaches a browser.
  The box counts what is left (assets/quantities/boxes.js), and the field refuses what is beyond.
- Nothing is filled in by the browser: on these screens people type what concerns somebody else, and a
  browser would propose their own name and telephone. A box where one types one's own says which
  (`autocomplete="email"`): https://www.w3.org/TR/WCAG22/#input-purposes
"""

from collections.abc import Iterator, Mapping
from typing import Any

from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest

TYPED = {"text", "email", "tel", "url", "search", "number"}
TEXT_AREA = "textarea.html"


class FormRenderer(TemplatesSetting):
    """https://docs.djangoproject.com/en/stable/ref/forms/renderers/"""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        for widget in _boxes(context.get("widget")):
            settle(widget["attrs"], counted="kind" not in widget)
        return super().render(template_name, context, request)


def settle(attrs: dict[str, Any], *, counted: bool = True) -> None:
    """Say in the attributes of a text box that nothing is cut nor filled in."""
    attrs.setdefault("autocomplete", "off")
    most = attrs.pop("maxlength", None)
    if most is None or not counted:
        return
    attrs["data-psf-limit-most-value"] = most
    for name, value in (
        ("data-controller", "psf-limit"),
        ("data-action", "input->psf-limit#count"),
    ):
        attrs[name] = f"{attrs[name]} {value}" if attrs.get(name) else value


def _boxes(widget: Mapping[str, Any] | None) -> Iterator[Mapping[str, Any]]:
    """Yield the contexts of the text boxes of a widget, those of its parts included."""
    if not widget:
        return
    if widget.get("type") in TYPED or widget.get("template_name", "").endswith(TEXT_AREA):
        yield widget
    for part in widget.get("subwidgets", ()):
        yield from _boxes(part)
