from django.apps import AppConfig


class MatchingConfig(AppConfig):
    name = "matching"
    verbose_name = "Parcours"
    # From the lowest to the highest: each imports only those before it.
    rooms = ("engine", "youths", "ranking", "messages", "placements", "documents", "guests", "desk")

    def ready(self):
        from matching.desk import digest  # noqa: F401
        from matching.messages import real_files
        from matching.placements import undelivered
        from matching.youths import (
            departures,
            system_checks,  # noqa: F401
        )
        from psf.worker.schedules import every

        departures.register()
        undelivered.register()
        real_files.register()
        every("Point du matin", "matching.tasks.morning_digest", minutes=20)
        every("Relances et échéances", "matching.tasks.run_clock", minutes=60)
        every("Vérification du suivi", "matching.tasks.check_queue", minutes=24 * 60)
        every(
            "Effacer les CV et lettres échus",
            "matching.documents.tasks.erase_documents",
            minutes=24 * 60,
        )
