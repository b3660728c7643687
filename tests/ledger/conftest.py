import pytest


@pytest.fixture(autouse=True)
def ledger(tmp_path, settings):
    """A ledger of one's own; its path."""
    settings.LEDGER_DIR = tmp_path / "ledger"
    return settings.LEDGER_DIR / "erasures.jsonl"
