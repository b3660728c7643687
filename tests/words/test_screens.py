"""« Listes de mots »: who opens what, and each change by its page."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from psf.accounts.roles import Role
from psf.words.choosing import words_of
from psf.words.lists import LISTS
from tests.factories.accounts import UserFactory
from tests.refusals import Refusal, assert_refused

pytestmark = pytest.mark.django_db
WORDS = LISTS["withdrawn"]


def page(name, level, key=None):
    arguments = ["withdrawn", level, *([key] if key else [])]
    return reverse(f"mots:{name}", args=arguments)


def text(answer) -> str:
    return " ".join(strip_tags(answer.text).replace("&#x27;", "'").split())


def labels(level=None, days=0):
    day = timezone.localdate() + timedelta(days=days)
    return [word.label for word in words_of(WORDS, level.academy.pk if level else None, day)]


def today(**typed):
    return {"since": timezone.localdate().isoformat(), **typed}


def test_an_academie_sees_its_lists_and_the_national_ones(creteil, nice):
    shown = text(creteil.client.get(reverse("mots:lists")))
    assert "Proposition retirée" in shown and "Entreprise sans réponse" in shown
    assert f"Académie de {creteil.academy.name}" in shown
    assert nice.academy.name not in shown
    there = creteil.client.get(page("words", nice.academy.code))
    assert there.status_code == 404


def test_an_academie_adds_a_word_and_sees_what_a_coordinator_will_see(creteil):
    code = creteil.academy.code
    typed = today(label="parti en colonie", help="l'été", category="youth_declines")
    answer = creteil.client.post(page("add", code), typed, follow=True)
    shown = text(answer)
    assert "« parti en colonie » est proposé à partir du" in shown
    assert "parti en colonie (l'été)" in shown and "Catégorie : le jeune renonce" in shown
    assert "parti en colonie" in labels(creteil) and "parti en colonie" not in labels()


def test_what_is_typed_is_asked_again_when_it_does_not_hold(creteil):
    code = creteil.academy.code
    shown = text(creteil.client.post(page("add", code), today(label="autre motif")))
    assert "Choisissez une catégorie." in shown
    shown = text(
        creteil.client.post(page("add", code), today(label="Autre motif", category="other"))
    )
    assert "Ce mot est déjà dans la liste." in shown
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()
    typed = {"label": "parti", "category": "other", "since": yesterday}
    assert "au plus tôt aujourd'hui" in text(creteil.client.post(page("add", code), typed))


def test_a_word_is_renamed_from_a_day_on_then_waits_for_it(creteil):
    code = creteil.academy.code
    later = (timezone.localdate() + timedelta(days=5)).isoformat()
    address = page("rename", code, "youth_declines")
    assert "le jeune renonce" in creteil.client.get(address).text
    typed = {"label": "le jeune préfère attendre", "since": later}
    shown = text(creteil.client.post(address, typed, follow=True))
    assert "À venir : « le jeune préfère attendre » dès le" in shown
    assert "le jeune renonce" in labels(creteil)


def test_a_word_that_files_keep_is_retired_saying_so_and_offered_again(creteil):
    code = creteil.academy.code
    move = reverse("work:move", args=[creteil.placement.code, "withdraw"])
    creteil.client.post(move, {"reason": "other_solution"})
    address = page("retire", code, "other_solution")
    assert "déjà utilisé 1 fois, reste sur les dossiers" in text(creteil.client.get(address))
    shown = text(creteil.client.post(address, today(), follow=True))
    assert "Mot national retiré ici" in shown
    assert "autre solution trouvée" not in labels(creteil)
    assert "autre solution trouvée" in labels()
    creteil.client.post(page("offer_again", code, "other_solution"))
    assert "autre solution trouvée" in labels(creteil, days=1)


def test_the_order_is_changed_by_one_place(creteil):
    code, before = creteil.academy.code, labels(creteil)
    creteil.client.post(page("move", code, "youth_declines"), {"where": "down"})
    assert labels(creteil)[:2] == before[1::-1]
    assert labels() == before


def test_uses_of_national_words_are_counted_in_every_service(creteil, nice, national):
    for each in (creteil, nice):
        move = reverse("work:move", args=[each.placement.code, "withdraw"])
        each.client.post(move, {"reason": "other_solution"})
    assert "Utilisé 2 fois." in text(national.get(page("words", "national")))
    assert "Utilisé 1 fois." in text(creteil.client.get(page("words", creteil.academy.code)))


@pytest.mark.parametrize("name", ["add", "rename", "retire", "move", "restore", "offer_again"])
def test_a_national_word_is_changed_by_the_national_team_alone(name, creteil, national):
    key = None if name == "add" else "youth_declines"
    answer = creteil.client.post(page(name, "national", key), today(label="x", category="other"))
    assert_refused(answer, Refusal.BACK_HOME)
    assert labels()[0] == "le jeune renonce"


def test_the_national_team_adds_a_word_for_all(creteil, national):
    national.post(page("add", "national"), today(label="parti en mer", category="other"))
    assert "parti en mer" in labels(creteil)


def test_a_coordinator_reads_and_changes_nothing(creteil, signed_in):
    client = signed_in(UserFactory(roles=[Role.BASIN], place=creteil.service))
    code = creteil.academy.code
    shown = client.get(page("words", code))
    assert shown.status_code == 200 and "Renommer" not in shown.text
    answer = client.post(page("add", code), today(label="x", category="other"))
    assert_refused(answer, Refusal.BACK_HOME)


def test_a_tutor_does_not_open_the_lists(creteil, signed_in):
    client = signed_in(UserFactory(roles=[Role.TUTOR], place=creteil.service))
    assert_refused(client.get(reverse("mots:lists")), Refusal.BACK_HOME)
