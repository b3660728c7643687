from django.apps import AppConfig


class DemonstrationConfig(AppConfig):
    """Commands and invented people: in the apps of development, test and training settings only."""

    name = "demonstration"
    verbose_name = "Démonstration"
