"""Stored files and templates, asked for in sentences."""

from django.db import models
from django.db.models import Q

from psf.documents.content import IMAGES, PDF
from psf.documents.enums import FOR_COMPANY


class StoredFileQuerySet(models.QuerySet):
    def attached(self):
        """Those that stand in their file now."""
        return self.filter(attached=True)

    def of_placement(self, placement):
        """Of a parcours, and the fiche entreprise of its offer."""
        return self.filter(
            Q(placement=placement.pk) | Q(offer=placement.offer_id, youth__isnull=True)
        )

    def with_details(self):
        return self.select_related("blob", "uploaded_by", "removed_by").order_by(
            "-uploaded_at", "-pk"
        )

    def readable_by_a_company(self):
        """CV and letters that any browser opens, still there."""
        return self.attached().filter(
            kind__in=FOR_COMPANY,
            blob__content_type__in=[PDF, *IMAGES],
            blob__erased_at__isnull=True,
        )


class DocumentTemplateQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def newest(self, kind: str, academy=None):
        """The last version published for this académie, or for the country; None without any."""
        return (
            self.published()
            .filter(kind=kind, academy=academy)
            .select_related("blob", "academy")
            .order_by("-number")
            .first()
        )

    def in_force(self, kind: str, academy=None):
        """The académie's version, else the national one, else None: the product's own."""
        for place in dict.fromkeys([academy, None]):
            version = self.newest(kind, place)
            if version and version.blob_id:
                return version
        return None

    def open_to(self, user, kind):
        """Versions of a document that `user` may prepare: national ones, or of her académies."""
        from psf.documents.places import academies_of, is_national

        found = self.filter(kind=kind.slug)
        if is_national(user, kind):
            return found
        return found.filter(academy__in=academies_of(user, kind))
