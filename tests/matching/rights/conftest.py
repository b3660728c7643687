import pytest

from tests.matching.rights.declared import declare


@pytest.fixture(autouse=True)
def rules_of_columns(settings, tmp_path):
    settings.PRIVATE_DIR = tmp_path
    settings.LEDGER_DIR = tmp_path / "ledger"
    declare()
