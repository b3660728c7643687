from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Parcours"
    # From the lowest to the highest: each imports only those before it.
    rooms = (
        "engine",
        "youths",
        "ranking",
        "messages",
        "placements",
        "documents",
        "retention",
        "rights",
        "guests",
        "desk",
    )

    def ready(self):
        from matching.due import BLOCKERS
        from matching.messages import offer_news  # noqa: F401
        from matching.placements import proposals  # noqa: F401
        from matching.youths import system_checks  # noqa: F401

        BLOCKERS.discover()
