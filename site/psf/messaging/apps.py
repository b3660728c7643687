from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class MessagingConfig(AppConfig):
    name = "psf.messaging"
    label = "messaging"
    verbose_name = "Messages"

    def ready(self):
        # Each app declares the messages it writes in its own `messages.py`.
        autodiscover_modules("messages")
