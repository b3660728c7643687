from django.apps import AppConfig


class MessagingConfig(AppConfig):
    name = "psf.messaging"
    label = "messaging"
    verbose_name = "Messages"

    def ready(self):
        from psf.messaging import checks  # noqa: F401
        from psf.messaging.kinds import KINDS
        from psf.messaging.real_files import FINDERS
        from psf.messaging.undelivered import RECEIVERS

        for registry in (KINDS, FINDERS, RECEIVERS):
            registry.discover()
