"""A visitor of the rédacteur, and what one types at each of its steps."""

import re

from bs4 import BeautifulSoup
from django.test import Client

ADDRESS = "/outils/redacteur/"
STEPS = (
    {"acheteur": "Ville de Valfleury", "objet": "Nettoyage des écoles", "nature": "cleaning"},
    {"duree": "24", "decoupage": "unique", "calibre": "450"},
    {"partenariat": "oui", "gratification": "minimum", "contact": "Service des marchés"},
    {"penalites": "propres", "reunion_montant": "500 €", "heures_montant": "40", "delai": "10"},
    {},
)


class Visit:
    """A visitor who fills in the form that stands on the page, hidden fields included."""

    def __init__(self, query=""):
        self.client = Client()
        self.read(self.client.get(ADDRESS + query))

    def read(self, answer):
        assert answer.status_code == 200
        self.answer = answer
        self.page = BeautifulSoup(answer.content, "html.parser")
        self.words = " ".join(self.page.main.get_text(" ").replace("\xa0", " ").split())

    @property
    def step(self):
        state = self.page.select_one(".fr-stepper__state")
        return int(re.search(r"\d", state.text)[0]) if state else None

    @property
    def fields(self):
        """What the page would send, untouched."""
        found = {}
        for each in self.page.select("main form [name]"):
            if each.name == "button":
                continue
            if each.name == "select":
                chosen = each.select_one("option[selected]")
                value = chosen["value"] if chosen else ""
            elif each.name == "textarea":
                value = each.text.removeprefix("\n")
            elif each.get("type") in ("radio", "checkbox") and not each.has_attr("checked"):
                continue
            else:
                value = each.get("value", "")
            found.setdefault(each["name"], []).append(value)
        return found

    def send(self, button=None, **typed):
        data = self.fields | typed | (button or {})
        answer = self.client.post(ADDRESS, data)
        if "attachment" in answer.get("Content-Disposition", ""):
            return answer
        self.read(answer)
        return self

    def back(self):
        return self.send({"aller": self.page.select_one("[name=aller]")["value"]})

    def fill(self, until=5, **changed):
        for number, typed in enumerate(STEPS[:until], start=1):
            assert self.step == number, self.words
            self.send(**{name: changed.get(name, value) for name, value in typed.items()})
        return self

    def error(self, name):
        said = self.page.select_one(f"#id_{name}_error")
        return said.get_text(" ", strip=True).replace("\xa0", " ") if said else ""
