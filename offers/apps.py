from django.apps import AppConfig


class OffersConfig(AppConfig):
    name = "offers"
    verbose_name = "Offres"

    def ready(self):
        from offers import delays
        from offers.verbs import OfferVerb
        from psf.workflow import verbs

        verbs.register(OfferVerb)
        delays.register()
