"""The first hour: help beside screens, first steps, opinions that somebody reads."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import NoReverseMatch, get_resolver, reverse
from django.utils import timezone
from django.utils.html import escape

from psf.accounts.roles import Role
from psf.guidance.models import HelpText, Opinion
from psf.guidance.screens import SCREENS, STEPS
from psf.guidance.tasks import forget_old_opinions
from psf.personal.durations import DURATIONS
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def names_of(resolver, prefix="") -> set[str]:
    found = set()
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            found |= names_of(
                pattern, f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            )
        elif pattern.name:
            found.add(f"{prefix}{pattern.name}")
    return found


def test_every_help_stands_on_a_screen_that_exists_and_on_one_alone():
    known = names_of(get_resolver())
    views = [view for screen in SCREENS for view in screen.views]
    assert set(views) <= known
    assert len(views) == len(set(views))


def test_every_step_leads_to_a_page():
    for step in STEPS:
        try:
            reverse(step.view)
        except NoReverseMatch:
            pytest.fail(f"{step.key} leads nowhere")


@pytest.mark.parametrize("who", ["coordinator", "tutor"])
def test_no_step_is_closed_to_who_is_shown_it(two_services, signed_in, who):
    user = getattr(two_services, who)
    client = signed_in(user)
    page = client.get("/admin/aide/").content.decode()
    shown = [step for step in STEPS if step.for_whom(user)]
    assert len(shown) >= 3
    for step in shown:
        assert escape(step.label) in page
        assert client.get(reverse(step.view), follow=True).status_code == 200, step.key


def test_the_home_page_shows_them_until_somebody_has_enough(two_services, signed_in):
    client = signed_in(two_services.tutor)
    assert 'aria-labelledby="psf-start"' in client.get("/admin/").content.decode()
    for _again in range(2):
        client.post("/admin/aide/")
    assert 'aria-labelledby="psf-start"' not in client.get("/admin/").content.decode()
    assert "Vos premiers gestes" in client.get("/admin/aide/").content.decode()
    other = signed_in(two_services.coordinator)
    assert 'aria-labelledby="psf-start"' in other.get("/admin/").content.decode()


def test_the_help_of_a_screen_is_the_teams_once_it_wrote_one(two_services, signed_in):
    client = signed_in(two_services.tutor)
    page = client.get("/admin/suivi/").content.decode()
    assert 'href="/admin/aide/suivi/"' in page
    assert "Un bouton fermé dit pourquoi" in client.get("/admin/aide/suivi/").content.decode()
    HelpText.objects.create(screen="suivi", text="<p>Les mots de l’équipe.</p>")
    beside = client.get("/admin/aide/suivi/", headers={"X-Requested-With": "XMLHttpRequest"})
    text = beside.content.decode()
    assert "Les mots de l’équipe" in text and "Un bouton fermé" not in text
    assert "<html" not in text and "Modifier ce texte" not in text
    HelpText.objects.update(text="")
    assert "Un bouton fermé" in client.get("/admin/aide/suivi/").content.decode()
    assert client.get("/admin/aide/inconnu/").status_code == 404


@pytest.mark.parametrize("role", [Role.PUBLISHER, Role.NATIONAL, Role.ADMINISTRATOR])
def test_whoever_edits_writes_the_help_from_the_screen(client, role):
    client.force_login(UserFactory(roles=[role]))
    page = client.get("/admin/aide/suivi/").content.decode()
    add = reverse("wagtailsnippets_guidance_helptext:add")
    assert add in page
    answer = client.get(add)
    assert answer.status_code == 200 and "Suivi des parcours" in answer.content.decode()
    row = HelpText.objects.create(screen="suivi", text="<p>Écrit.</p>")
    page = client.get("/admin/aide/suivi/").content.decode()
    assert reverse("wagtailsnippets_guidance_helptext:edit", args=[row.pk]) in page


def test_a_tutor_edits_no_help_and_reads_no_opinion(two_services, signed_in):
    client = signed_in(two_services.tutor)
    assert client.get(reverse("wagtailsnippets_guidance_helptext:add")).status_code == 302
    assert client.get("/admin/aide/avis/recus/").status_code == 302
    opinion = Opinion.objects.create(by=two_services.coordinator, text="Trop long.")
    assert client.post(f"/admin/aide/avis/recus/{opinion.pk}/").status_code == 302
    opinion.refresh_from_db()
    assert opinion.read_at is None


def test_an_opinion_is_given_about_a_screen_and_read_by_the_team(two_services, signed_in, client):
    giver = signed_in(two_services.tutor)
    page = giver.get("/admin/aide/avis/suivi/").content.decode()
    assert "À propos de « Suivi des parcours »" in page
    assert "le nom, le numéro ni la situation de personne" in page
    for text in ("", "   "):
        giver.post("/admin/aide/avis/suivi/", {"text": text})
    assert not Opinion.objects.exists()
    assert "1000" in giver.post("/admin/aide/avis/", {"text": "x" * 1001}).content.decode()
    answer = giver.post(
        "/admin/aide/avis/suivi/", {"text": "Les onglets sont clairs."}, follow=True
    )
    assert "Les onglets sont clairs." in answer.content.decode()
    other = signed_in(two_services.coordinator).get("/admin/aide/avis/suivi/").content.decode()
    assert "Les onglets sont clairs." not in other
    opinion = Opinion.objects.get()
    assert (opinion.screen, opinion.by) == ("suivi", two_services.tutor)
    reader = UserFactory(roles=[Role.NATIONAL])
    client.force_login(reader)
    page = client.get("/admin/aide/avis/recus/").content.decode()
    assert "Les onglets sont clairs." in page and "1 avis à lire" in page
    for _again in range(2):
        client.post(f"/admin/aide/avis/recus/{opinion.pk}/")
    opinion.refresh_from_db()
    assert opinion.read_by == reader
    assert "Aucun avis à lire" in client.get("/admin/aide/avis/recus/").content.decode()
    assert client.post("/admin/aide/avis/recus/").status_code == 405
    assert client.get(f"/admin/aide/avis/recus/{opinion.pk}/").status_code == 405
    assert client.post(f"/admin/aide/avis/recus/{'9' * 30}/").status_code == 404


def test_read_means_by_somebody():
    user = UserFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(by=user, text="Bien.", read_at=timezone.now())


def test_opinions_go_with_their_duration():
    user, last = UserFactory(), DURATIONS["opinion"].before()
    for at in (last - timedelta(days=1), last + timedelta(days=1), timezone.now()):
        Opinion.objects.create(by=user, text="Bien.", at=at)
    assert forget_old_opinions() == 1
    assert not Opinion.objects.filter(at__lt=last).exists()
