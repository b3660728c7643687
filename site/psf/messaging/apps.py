from django.apps import AppConfig

from psf.registry import autodiscover


class MessagingConfig(AppConfig):
    name = "psf.messaging"
    label = "messaging"
    verbose_name = "Messages"

    def ready(self):
        from psf.messaging import checks, tasks  # noqa: F401
        from psf.worker.schedules import every

        # Each app declares the messages it writes in its own `messages.py`.
        autodiscover("messages")
        every("Envoi des messages", tasks.SWEEP, minutes=1)
        every("Messages revenus", tasks.BOUNCES, minutes=10)
