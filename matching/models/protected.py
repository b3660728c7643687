"""What every table about a young person shares."""

from django.db import models


class OfYouth(models.Model):
    """A row about a young person, in the service that follows them.

    The pair (youth, service) references the young person's own pair (see
    psf.perimeter.operations.FollowsYouth): a handover moves every row at once.
    """

    youth = models.ForeignKey(
        "matching.Youth",
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name="jeune",
    )
    service = models.ForeignKey(
        "territories.Service",
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name="service",
    )

    # Wagtail's usage views would count rows that the database hides.
    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.service_id is None:
            self.service_id = self.youth.service_id
        super().save(*args, **kwargs)


class OfPlacement(OfYouth):
    """A row about one placement of a young person."""

    placement = models.ForeignKey(
        "matching.Placement",
        models.PROTECT,
        related_name="%(class)ss",
        verbose_name="parcours",
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if self.youth_id is None:
            self.youth_id = self.placement.youth_id
            self.service_id = self.placement.service_id
        super().save(*args, **kwargs)
