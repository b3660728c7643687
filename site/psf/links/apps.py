from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "psf.links"
    label = "links"
    verbose_name = "Liens personnels"

    def ready(self) -> None:
        from django.db.models import OuterRef, Subquery
        from django.db.models.functions import Coalesce

        from psf.links.models import Link
        from psf.perimeter.readers import find_holders_by

        named = Link.objects.filter(pk=OuterRef("link")).values(
            holder_name=Coalesce("contact__name", "buyer_contact__name")
        )
        find_holders_by(Subquery(named[:1]))
