from django.apps import AppConfig


class TrainingConfig(AppConfig):
    name = "psf.training"
    label = "training"
    verbose_name = "Espace d'entraînement"

    def ready(self) -> None:
        from psf.training import checks  # noqa: F401
