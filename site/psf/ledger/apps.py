from django.apps import AppConfig


class LedgerConfig(AppConfig):
    name = "psf.ledger"
    label = "ledger"
    verbose_name = "Registre des effacements"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from psf.ledger.replay import REPLAYERS

        REPLAYERS.discover()
