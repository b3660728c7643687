"""The whole country's reference rows, as the territories' tests load them."""

from tests.territories.conftest import communes

__all__ = ["communes"]
