"""« Listes de mots » by keyboard alone: add, rename, order, retire; at a desk and in a hand."""

import pytest
from django.db import transaction

from psf.accounts.roles import Role
from psf.words.lists import LISTS
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.browser


def sound(page, shot, name):
    shot(page, name)
    assert_fits(page)
    assert_accessible(page)


def press(page, role, name):
    """Reach it and open it by the keyboard."""
    found = page.locator("main .work").get_by_role(role, name=name, exact=True)
    found.focus()
    page.keyboard.press("Enter")


@pytest.mark.parametrize("width", [PHONE, DESK])
def test_an_academie_changes_a_list_by_keyboard(browse, shot, two_services, width):
    academy = two_services.saint_denis.department.academy
    with transaction.atomic():
        person = UserFactory(roles=[Role.ACADEMIC], place=academy)
    page = browse(person, width)
    page.goto("/admin/mots/")
    sound(page, shot, f"words-lists-{width}")
    page.goto(f"/admin/mots/call/{academy.code}/")
    sound(page, shot, f"words-list-{width}")
    press(page, "link", "Ajouter un mot")
    page.locator("[name=label]").wait_for()
    page.locator("[name=label]").focus()
    page.keyboard.type("vu avec Jean Martin")
    page.locator("[name=category][value=reached]").focus()
    page.keyboard.press("Space")
    press(page, "button", "Ajouter")
    page.get_by_text("semble nommer une personne").wait_for()
    sound(page, shot, f"words-named-{width}")
    page.locator("[name=label]").fill("eu au standard")
    press(page, "button", "Ajouter")
    page.get_by_text("« eu au standard » est proposé").wait_for()
    press(page, "button", "Monter « eu au standard »")
    page.get_by_text("est monté d'une place").wait_for()
    assert page.evaluate("document.activeElement.id").startswith("mot-reached-")
    press(page, "link", "Renommer « joint »")
    page.locator("[name=label]").fill("jointe ou joint")
    sound(page, shot, f"words-rename-{width}")
    press(page, "button", "Enregistrer")
    page.get_by_text("devient « jointe ou joint »").wait_for()
    press(page, "link", "Retirer « mauvais interlocuteur »")
    press(page, "button", "Retirer")
    page.get_by_text("dernier mot de sa catégorie").wait_for()
    sound(page, shot, f"words-last-{width}")
    page.goto(f"/admin/mots/call/{academy.code}/")
    sound(page, shot, f"words-changed-{width}")
    assert page.trouble == []


def test_a_coordinator_reads_and_has_nothing_to_press(browse, shot, two_services):
    academy = two_services.saint_denis.department.academy
    page = browse(two_services.coordinator, DESK)
    page.goto(f"/admin/mots/{next(iter(LISTS)).name}/{academy.code}/")
    sound(page, shot, "words-read")
    assert not page.get_by_role("link", name="Ajouter un mot").count()
    assert page.trouble == []


def test_two_hundred_words_still_fit_a_phone(browse, shot, two_services):
    from psf.words.models import Word

    academy = two_services.saint_denis.department.academy
    with transaction.atomic():
        person = UserFactory(roles=[Role.ACADEMIC], place=academy)
        Word.objects.bulk_create(
            Word(
                list_name="lost",
                key=f"other-{number}",
                category="other",
                label=f"motif de l'académie numéro {number}",
                academy=academy,
                created_by=person,
            )
            for number in range(200)
        )
    page = browse(person, PHONE)
    page.goto(f"/admin/mots/lost/{academy.code}/")
    assert page.locator(".words-line").count() == 200 + len(LISTS["lost"].categories)
    sound(page, shot, "words-many")
    assert page.trouble == []
