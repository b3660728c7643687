"""The page « Données personnelles » can never say what the code does not do."""

import re
import tomllib
from datetime import timedelta
from html import unescape
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone

from psf.personal.rules import DURATIONS, Ground, Person, tables_about
from psf.personal.told import told_to
from tests.factories.matching import retention

ROOT = Path(__file__).resolve().parents[2]
SOURCE = tomllib.loads(
    (ROOT / "resources/content/pages/donnees-personnelles.toml").read_text(encoding="utf-8")
)


def words_of(answer) -> str:
    text = unescape(re.sub(r"<[^>]+>", " ", answer.content.decode()))
    return re.sub(r"\s+", " ", text)


def test_each_sort_of_person_finds_purposes_durations_and_rights(loaded):
    page = words_of(Client().get("/donnees-personnelles/"))
    assert [b["person"] for b in SOURCE["body"] if b["block"] == "personal_data"] == list(Person)
    for person in Person:
        told = told_to(person)
        assert told.purposes and told.durations and told.rights and told.grounds
        for purpose in told.purposes:
            assert purpose.why in page
        for label, how_long in told.durations:
            assert f"{label} : {how_long}." in page


def test_a_new_duration_shows_on_its_day_and_a_kept_page_is_not_served_again(loaded):
    client = Client()
    assert "12 mois après la clôture du suivi" in words_of(client.get("/donnees-personnelles/"))
    retention(closed_months=7)
    tomorrow = timezone.localdate() + timedelta(days=1)
    retention(valid_from=tomorrow, closed_months=5)
    page = words_of(client.get("/donnees-personnelles/"))
    assert "7 mois après la clôture du suivi" in page
    assert "12 mois après la clôture" not in page and "5 mois après la clôture" not in page


def test_editors_words_hold_no_number_that_the_rules_know():
    """« Un an après la clôture » stood there, whatever had been decided."""
    for block in SOURCE["body"]:
        text = re.sub(r"arrêté du \d+ octobre \d+", "", block.get("text", ""))
        assert not re.search(r"\d", text), text
        assert not re.search(r"\b(ans?|mois|jours?|semaines?|heures?)\b", text), text


def test_rights_follow_the_ground():
    rights = {person: " ".join(told_to_rights(person)) for person in Person}
    assert "opposition" in rights[Person.YOUTH]
    assert "retrait de votre accord" in rights[Person.QUOTED]
    assert "opposition" not in rights[Person.QUOTED]
    for person in Person:
        grounds = {table.ground for table in tables_about(person)}
        assert ("opposition" in rights[person]) == (Ground.PUBLIC_TASK in grounds)


def told_to_rights(person):
    from psf.personal.told import RIGHTS

    return [right for table in tables_about(person) for right in RIGHTS[table.ground]]


@pytest.mark.django_db
def test_a_length_decided_here_is_said_as_it_is_decided():
    assert "12 mois" in DURATIONS["link"].in_words()
    retention(link_months=8)
    assert "8 mois" in DURATIONS["link"].in_words()
    assert "12 mois" in DURATIONS["link"].in_words(by_default=True)
