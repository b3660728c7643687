from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Parcours"

    def ready(self):
        from matching.verbs import PlacementVerb, YouthVerb
        from psf.workflow import verbs

        verbs.register(PlacementVerb)
        verbs.register(YouthVerb)
