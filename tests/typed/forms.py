"""Forms as a page shows them: their text fields, and what a browser would send once they are filled."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from urllib.parse import urlsplit

from bs4 import BeautifulSoup
from django.urls import resolve
from django.utils import timezone

from tests.factories.offers import siret

SIGN = "Zyxtype"
# Days, whatever draws them.
DAYS = re.compile(r"(^|[-_])(on|from|until|date|day|week|end)$")
TEXT_TYPES = {"text", "", "search", "email", "tel", "url"}
NEVER_SENT = {"submit", "button", "image", "reset", "file"}
NUMBERS = count(1)


def day(offset: int) -> str:
    return (timezone.localdate() + timedelta(days=offset)).isoformat()


# Texts that are read as something else: what is typed in a field whose name ends so.
KINDS: dict[str, Callable[[int], str]] = {
    "phone": lambda n: f"06 39 98 {n // 100:02d} {n % 100:02d}",
    "email": lambda n: f"zyxtype{n}@exemple.fr",
    "siret": lambda n: siret(9_000 + n),
    "cpv": lambda n: f"45{n:06d}",
    "ine": lambda n: f"{987_000_000 + n}ZZ",
    "uai": lambda n: "0930000V",
    "amount": lambda n: str(100_000 + n),
}


# Codes of other rows: left as the page shows them.
LOOKED_UP = re.compile(r"(^|-)(lots|romes)$")
# Never shown whole (domain §6): the record says that it is known, and its last characters.
MASKED = {"ine"}
# Days that have passed when they are typed.
PAST = {"birth_date": "2009-03-14", "listed_on": day(-10)}


@dataclass(frozen=True)
class Typed:
    """A word typed into one field."""

    name: str
    value: str

    def stands_in(self, text: str) -> bool:
        return self.value.lower() in text or self.value.replace(" ", "").lower() in text


@dataclass
class PageForm:
    """One form of a page, sent by one of its buttons."""

    path: str
    target: str
    fields: dict[str, list[str]]
    texts: dict[str, int]
    button: tuple[str, str] | None = None
    typed: list[Typed] = field(default_factory=list)

    @property
    def address(self) -> str:
        return urlsplit(self.target).path

    @property
    def move(self) -> str:
        """The last word of its address: of a move, its name."""
        return self.address.rstrip("/").rpartition("/")[2]

    @property
    def route(self) -> str:
        found = resolve(self.address)
        return f"{found.namespace}:{found.url_name}".lstrip(":")

    @property
    def route_and_move(self) -> str:
        name = resolve(self.address).kwargs.get("name", "")
        return f"{self.route} {name}".strip()

    @property
    def name(self) -> str:
        """The same for the same form of another row: route, move, button, fields."""
        what = self.route_and_move
        pressed = f" [{'='.join(self.button)}]" if self.button else ""
        return f"{what}{pressed} : {', '.join(sorted(self.texts))}"

    def filled(self, given: dict[str, str | list[str]]) -> dict[str, list[str]]:
        """What is sent: the page's own values, `given` ones, and a word of its own in each text field."""
        data = {name: list(values) for name, values in self.fields.items()}
        for name, value in given.items():
            data[name] = value if isinstance(value, list) else [str(value)]
        self.typed = []
        for name, length in self.texts.items():
            if name in given:
                continue
            word = typed_in(name, length)
            data[name] = [word]
            if name not in MASKED:
                self.typed.append(Typed(name, word))
        if self.button:
            data[self.button[0]] = [self.button[1]]
        return data


def typed_in(name: str, length: int) -> str:
    number = next(NUMBERS)
    kind = next((make for end, make in KINDS.items() if name.endswith(end)), None)
    word = kind(number) if kind else f"{SIGN}{number}"
    return word[:length] if length else word


def forms_of(path, html):
    """The forms of a page that are posted and hold a text field, once for each of their buttons."""
    page = BeautifulSoup(html, "html.parser")
    for template in page.select("template"):
        template.decompose()
    # The search that stands on every page is tried on its own.
    for form in page.select("form:not(.psf-seek)"):
        if form.get("method", "get").lower() != "post":
            continue
        fields, texts = {}, {}
        for each in form.select("input[name], select[name], textarea[name]"):
            name = each["name"]
            if "__prefix__" in name or each.has_attr("disabled"):
                continue
            if is_text(each):
                texts[name] = int(each.get("data-psf-limit-most-value") or 0)
            values = values_of(each)
            if values is not None:
                fields.setdefault(name, []).extend(values)
        if not texts:
            continue
        first_choices(form, fields)
        target = form.get("action") or path
        first_days(form, fields)
        buttons = [
            (button["name"], button.get("value", ""))
            for button in form.select("button[name], input[type=submit][name]")
        ]
        for button in buttons or [None]:
            yield PageForm(path, target, dict(fields), dict(texts), button)


def is_text(each):
    """Whether one types words there: days, times and numbers are read as what they are."""
    name = each["name"]
    if each.has_attr("readonly") or each.find_parent(attrs={"data-psf-typed-kind-value": True}):
        return False
    if DAYS.search(name) or LOOKED_UP.search(name):
        return False
    return each.name == "textarea" or (each.name == "input" and each.get("type", "") in TEXT_TYPES)


def values_of(each):
    if each.name == "select":
        return [option.get("value", "") for option in each.select("option[selected]")]
    if each.name == "textarea":
        return [each.text.removeprefix("\n")]
    kind = each.get("type", "")
    if kind in NEVER_SENT or (kind in ("radio", "checkbox") and not each.has_attr("checked")):
        return None
    return [each.get("value", "")]


def first_choices(form, fields):
    """What must be chosen and is not yet: the first choice that says something."""
    for each in form.select("input[type=radio][name]"):
        if not fields.get(each["name"]) and each.get("value"):
            fields[each["name"]] = [each["value"]]
    for each in form.select("select[name]"):
        if not any(fields.get(each["name"], [])):
            option = next((o for o in each.select("option") if o.get("value")), None)
            if option is not None and each.has_attr("required"):
                fields[each["name"]] = [option["value"]]


def first_days(form, fields):
    """A day that must be given and is not yet: in a week."""
    for each in form.select("input[name][required]"):
        if DAYS.search(each["name"]) and not any(fields.get(each["name"], [])):
            fields[each["name"]] = [PAST.get(each["name"], day(7))]
