"""Properties are judged by their answers, not by the pace of a busy machine."""

from hypothesis import settings

settings.register_profile("psf", deadline=None)
settings.load_profile("psf")
