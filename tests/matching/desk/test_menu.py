"""The menu of a tutor shows what a tutor uses; nothing that they may open is lost."""

import json
import re
from html import unescape

import pytest

pytestmark = pytest.mark.django_db


def menu_of(client) -> dict[str, list[str]]:
    """{label: labels inside} of Wagtail's menu, as its script receives it."""
    page = client.get("/admin/").content.decode()
    props = re.search(r'id="wagtail-sidebar-props"[^>]*>(.*?)</script>', page, re.S)
    assert props is not None
    return dict(_items(json.loads(unescape(props[1]))))


def _items(node):
    if isinstance(node, dict):
        kind, arguments = node.get("_type", ""), node.get("_args", [])
        if kind.endswith(("LinkMenuItem", "SubMenuItem")):
            inside = [name for each in arguments[1:] for name, _ in _items(each)]
            yield arguments[0]["label"], inside
        else:
            for each in node.values():
                yield from _items(each)
    elif isinstance(node, list):
        for each in node:
            yield from _items(each)


def test_a_tutor_has_what_a_tutor_uses_and_the_rest_one_tap_further(two_services, signed_in):
    menu = menu_of(signed_in(two_services.tutor))
    top = {label for label, inside in menu.items()}
    assert {"Suivi des parcours", "Agenda", "Jeunes", "Parcours", "Offres", "Autres", "Aide"} <= top
    assert {"Demandes de droits", "Demandes en ligne"} <= set(menu["Autres"])
    assert {"Par où commencer", "Donner mon avis"} <= set(menu["Aide"])
    assert "Référentiels" not in top and "Paramètres" not in top


def test_a_coordinator_keeps_the_whole_menu(two_services, signed_in):
    menu = menu_of(signed_in(two_services.coordinator))
    assert {"Demandes de droits", "Référentiels", "Rapports"} <= set(menu)
    assert "Autres" not in menu
