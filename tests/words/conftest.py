from tests.workflow.conftest import academies, creteil, national, nice

__all__ = ["academies", "creteil", "national", "nice"]
