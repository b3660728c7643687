"""What every registry row carries."""

from django.db import models

from psf.french.database import Folded
from psf.versions import Versioned


class Dated(Versioned):
    """Creation and last change, in UTC."""

    created_at = models.DateTimeField("créé le", auto_now_add=True)
    updated_at = models.DateTimeField("modifié le", auto_now=True)

    class Meta:
        abstract = True


def sorted_by(field: str) -> models.GeneratedField:
    """A stored column that sorts and searches `field` as French people expect."""
    return models.GeneratedField(
        expression=Folded(field), output_field=models.TextField(), db_persist=True
    )
