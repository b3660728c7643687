"""Coded lists of the public frame."""

from django.db.models import TextChoices


class PublicRole(TextChoices):
    """For whom a page, a question or a document is."""

    BUYER = "acheteur", "acheteur"
    COMPANY = "entreprise", "entreprise"
    YOUTH = "jeune", "jeune et famille"
    COORDINATOR = "coordonnateur", "coordonnateur et tuteur"
    PARTNER = "partenaire", "partenaire"
