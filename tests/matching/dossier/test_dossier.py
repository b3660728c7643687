"""The dossier answers: what next, who, until when, what happened last, why is this closed."""

import pytest

from matching.enums import PlacementStage

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("stage", PlacementStage.values)
def test_a_file_shows_at_every_stage(client, file_at, stage):
    placement = file_at(stage)
    answer = client.get(f"/admin/suivi/{placement.code}/")
    assert answer.status_code == 200
    page = answer.content.decode()
    assert placement.code in page
    assert "À faire maintenant" in page and "Dernier événement" in page
