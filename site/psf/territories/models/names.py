"""What the named tables share: sorting and searching as French people expect."""

from django.db import models

from psf.french.database import Folded


def sort_name():
    """Return the generated column that sorts "Évry" before "Fontainebleau"."""
    return models.GeneratedField(
        expression=Folded("name"),
        output_field=models.TextField(),
        db_persist=True,
        verbose_name="nom pour le tri",
    )
