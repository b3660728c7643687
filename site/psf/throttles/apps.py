from django.apps import AppConfig


class ThrottlesConfig(AppConfig):
    name = "psf.throttles"
    label = "throttles"
    verbose_name = "Limites d’essais"
