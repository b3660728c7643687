import pytest


@pytest.fixture(autouse=True)
def folders(settings, tmp_path):
    """Private files and a ledger of one's own."""
    settings.PRIVATE_DIR = tmp_path
    settings.LEDGER_DIR = tmp_path / "ledger"
