"""Production starts only with decided retention; a leaver hands files over."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from matching.models import RetentionPolicy
from psf.accounts import leaver
from tests.documents import samples

pytestmark = pytest.mark.django_db


def serious(settings):
    settings.RETENTION_POLICY_REQUIRED = True
    found = checks.run_checks(tags=[checks.Tags.security])
    return {error.id for error in found if error.is_serious()}


@pytest.fixture
def decide(settings, tmp_path):
    """`decide(**durations)`: the command as an operator runs it, with the signed opinion at hand."""
    settings.PRIVATE_DIR = tmp_path / "private"
    opinion = tmp_path / "avis.pdf"
    opinion.write_bytes(samples.pdf())

    def run(**options):
        said = {"decided_by": "Pascal Balancier, délégué", "opinion_by": "Sophie Boussole, DPO"}
        paper = {"opinion_on": timezone.localdate(), "opinion_file": opinion}
        call_command("set_retention", **said | paper | options)

    return run


def test_production_refuses_to_start_before_retention_is_decided(settings, decide):
    RetentionPolicy.objects.all().delete()
    assert "psf.matching.E001" in serious(settings)
    decide(closed_months=6)
    assert "psf.matching.E001" not in serious(settings)
    assert RetentionPolicy.current().closed_months == 6


def test_a_proposal_does_not_let_production_start(settings):
    RetentionPolicy.objects.create(closed_months=6)
    assert "psf.matching.E001" in serious(settings)


def test_retention_is_decided_once_a_day(decide):
    decide()
    with pytest.raises(CommandError, match="déjà décidées"):
        decide()


def test_the_command_keeps_the_opinion_and_who_answers_for_what(decide):
    decide()
    policy = RetentionPolicy.objects.get()
    assert policy.opinion_file.content() == samples.pdf()
    assert (policy.decided_as, policy.opinion_as) == (
        "Pascal Balancier, délégué",
        "Sophie Boussole, DPO",
    )


def test_one_person_alone_decides_nothing_by_the_command(decide):
    with pytest.raises(CommandError, match="n'est pas le DPO"):
        decide(decided_by="Sophie Boussole", opinion_by="SOPHIE BOUSSOLE")
    assert not RetentionPolicy.objects.exists()


def test_files_and_young_people_of_a_leaver_are_named():
    assert {"parcours suivis", "jeunes suivis"} <= {holding.name for holding in leaver.HOLDINGS}
