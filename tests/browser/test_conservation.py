"""« Conservation » in a real browser: what falls due, a suspension, a file of the archive and its return."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from matching.enums import HoldReason, Opinion, Situation
from matching.models import LegalHold, RetentionPolicy
from matching.retention.announcing import announce
from matching.retention.archiving import archive_due
from psf.accounts.roles import Role
from psf.months import add_months
from psf.perimeter.scope import perimeter
from tests.browser.conftest import DESK, PHONE
from tests.browser.steps import assert_accessible, assert_fits
from tests.factories.accounts import UserFactory
from tests.factories.matching import GuardianFactory, YouthFactory, retention

pytestmark = pytest.mark.browser
widths = pytest.mark.parametrize("width", [PHONE, DESK])


def assert_good(page):
    assert_fits(page)
    assert_accessible(page)
    assert page.trouble == []


def closed(service, months, name):
    day = add_months(timezone.localdate(), -months)
    return YouthFactory(
        service=service,
        last_name=name,
        closed_on=day,
        situation=Situation.SOLUTION_JOB,
        situation_since=day,
    )


@pytest.fixture
def files(two_services):
    """One in the archive, one that leaves within a month, one over and kept."""
    service = two_services.saint_denis
    retention(valid_from=timezone.localdate() - timedelta(days=30))
    archived = closed(service, 13, "Revenante")
    GuardianFactory(youth=archived)
    archive_due()
    kept = closed(service, 12, "Retenue")
    with perimeter([service]):
        LegalHold.objects.create(
            youth=kept,
            reason=HoldReason.DISPUTE,
            text="RG 26/0042",
            until=timezone.localdate() + timedelta(days=60),
            placed_by=two_services.coordinator,
        )
    closed(service, 11, "Prochaine")
    announce()
    return archived, kept


@widths
def test_the_officer_sees_what_falls_due_and_what_keeps_it(
    browse, shot, files, two_services, width
):
    officer = UserFactory(roles=[Role.DPO], place=two_services.saint_denis)
    page = browse(officer, width)
    page.goto(reverse("conservation:index"))
    text = page.inner_text("main")
    assert "À ARCHIVER" in text.upper() and "litige ou contentieux" in text
    shot(page, f"conservation-{width}")
    assert_good(page)
    page.get_by_role("link", name="PSAD de Saint-Denis").click()
    page.get_by_text(files[1].code).first.wait_for()
    assert "Retenue" not in page.inner_text("main")
    shot(page, f"conservation-service-{width}")
    assert_good(page)


@widths
def test_a_coordinator_suspends_and_brings_a_file_back(browse, shot, files, two_services, width):
    archived, kept = files
    page = browse(two_services.coordinator, width)
    page.goto(reverse("conservation:service", args=[two_services.saint_denis.pk]))
    assert "Retenue" in page.inner_text("main")
    page.goto(reverse("conservation:holds", args=[kept.code]))
    shot(page, f"conservation-suspension-{width}")
    assert_good(page)
    page.goto(reverse("conservation:archive"))
    page.get_by_role("textbox", name="Code", exact=True).fill(archived.code)
    page.get_by_label("la personne revient").check()
    shot(page, f"conservation-archive-{width}")
    assert_good(page)
    page.get_by_role("button", name="Ouvrir ce dossier").click()
    page.get_by_text("Lecture seule").wait_for()
    shot(page, f"conservation-archive-ouverte-{width}")
    assert_good(page)
    page.get_by_text("Rouvrir ce dossier").click()
    page.get_by_role("button", name="Rouvrir", exact=True).click()
    page.get_by_text("est rouvert, en accompagnement").wait_for()


@widths
def test_the_opinion_then_the_decision(browse, shot, width, tmp_path, settings):
    settings.PRIVATE_DIR = tmp_path / "private"
    policy = RetentionPolicy.objects.create(
        valid_from=timezone.localdate() + timedelta(days=3), closed_months=6
    )
    page = browse(UserFactory(roles=[Role.DPO]), width)
    page.goto(reverse("wagtailsnippets_matching_retentionpolicy:inspect", args=[policy.pk]))
    shot(page, f"conservation-durees-{width}")
    assert_fits(page)
    page.get_by_role("link", name="Donner l'avis du DPO").click()
    page.get_by_label("favorable avec réserves").check()
    shot(page, f"conservation-avis-{width}")
    assert_good(page)


@widths
def test_the_delegate_reads_from_which_day_then_sets_the_proposal_aside(browse, shot, width):
    retention(valid_from=timezone.localdate() + timedelta(days=3))
    policy = RetentionPolicy.objects.create(
        valid_from=timezone.localdate() + timedelta(days=3), closed_months=6
    )
    with transaction.atomic():
        policy.advise(
            Opinion.RESERVED, "Six mois suffisent.", by=UserFactory(roles=[Role.DPO]), file=None
        )
    page = browse(UserFactory(roles=[Role.DELEGATE]), width)
    page.goto(reverse("wagtailsnippets_matching_retentionpolicy:decide", args=[policy.pk]))
    page.get_by_text("d'autres durées sont déjà décidées à partir de ce jour").wait_for()
    shot(page, f"conservation-decision-{width}")
    assert_good(page)
    page.get_by_role("link", name="Écarter cette proposition").click()
    page.get_by_label("Pourquoi ?").fill("Trop court pour un recours.")
    shot(page, f"conservation-ecarter-{width}")
    assert_good(page)
    page.get_by_role("button", name="Écarter").click()
    page.get_by_text("Trop court pour un recours.").wait_for()
    shot(page, f"conservation-ecartee-{width}")
    assert_fits(page)
    assert page.trouble == []
