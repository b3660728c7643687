"""Columns to sort and search French names by."""

from django.db import models

from psf.french.database import Folded


def sorted_by(name: str) -> models.GeneratedField:
    return models.GeneratedField(
        expression=Folded(name), output_field=models.TextField(), db_persist=True
    )
