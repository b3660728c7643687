"""Production starts only with decided retention; a leaver hands files over."""

import pytest
from django.core import checks
from django.core.management import call_command
from django.core.management.base import CommandError

from matching.models import RetentionPolicy
from psf.accounts import leaver

pytestmark = pytest.mark.django_db


def serious(settings):
    settings.RETENTION_POLICY_REQUIRED = True
    found = checks.run_checks(tags=[checks.Tags.security])
    return {error.id for error in found if error.is_serious()}


def test_production_refuses_to_start_before_retention_is_decided(settings):
    RetentionPolicy.objects.all().delete()
    assert "psf.matching.E001" in serious(settings)
    call_command("set_retention", validated_by="DPO d'essai", closed_months=6)
    assert "psf.matching.E001" not in serious(settings)
    assert RetentionPolicy.current().closed_months == 6


def test_retention_is_decided_once_a_day():
    RetentionPolicy.objects.all().delete()
    call_command("set_retention", validated_by="DPO d'essai")
    with pytest.raises(CommandError, match="déjà fixées"):
        call_command("set_retention", validated_by="DPO d'essai")


def test_files_and_young_people_of_a_leaver_are_named():
    assert {"parcours suivis", "jeunes suivis"} <= {holding.name for holding in leaver.HOLDINGS}
