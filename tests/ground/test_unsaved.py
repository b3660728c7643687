"""A row that is not written yet reads like one that is."""

import pytest
from django.apps import apps
from django.db.models import Field
from django.db.models.functions import Now

MODELS = [model for model in apps.get_models() if not model._meta.proxy]


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_no_column_of_an_unsaved_row_holds_an_expression(model):
    columns = [field for field in model._meta.concrete_fields if isinstance(field, Field)]
    # The database's own clock is known once written, and nothing reads it before.
    said = [c for c in columns if c.has_db_default() and not isinstance(c.db_default, Now)]
    only_there = [column.name for column in said if not column.has_default()]
    assert only_there == [], "`db_default` without `default`: shown as an object, never false"
