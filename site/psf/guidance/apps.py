from django.apps import AppConfig


class GuidanceConfig(AppConfig):
    name = "psf.guidance"
    label = "guidance"
    verbose_name = "Aide et avis"

    def ready(self) -> None:
        from psf.guidance.screens import EXERCISES, SCREENS, STEPS

        SCREENS.discover()
        STEPS.discover()
        EXERCISES.discover()
