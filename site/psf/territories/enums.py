"""Closed lists of the territories. Values are stored: never rename one."""

from django.db import models


class ServiceKind(models.TextChoices):
    """What a service is. NATIONAL is the one row that receives offers nobody answered."""

    PSAD = "PSAD", "PSAD (plateforme de suivi et d’appui aux décrocheurs)"
    MLDS = "MLDS", "MLDS de bassin"
    NATIONAL = "NATIONAL", "Équipe nationale"
    OTHER = "OTHER", "Autre service"


class HolidayZone(models.TextChoices):
    """School calendars: three zones in metropolitan France, one calendar per territory elsewhere."""

    A = "A", "Zone A"
    B = "B", "Zone B"
    C = "C", "Zone C"
    CORSE = "CORSE", "Corse"
    GUADELOUPE = "GUADELOUPE", "Guadeloupe"
    GUYANE = "GUYANE", "Guyane"
    MARTINIQUE = "MARTINIQUE", "Martinique"
    REUNION = "REUNION", "La Réunion"
    MAYOTTE = "MAYOTTE", "Mayotte"
    SAINT_PIERRE_ET_MIQUELON = "SPM", "Saint-Pierre-et-Miquelon"
    SAINT_BARTHELEMY = "ST_BARTH", "Saint-Barthélemy"
    SAINT_MARTIN = "ST_MARTIN", "Saint-Martin"
    NOUVELLE_CALEDONIE = "NC", "Nouvelle-Calédonie"
    POLYNESIE = "POLYNESIE", "Polynésie française"
    WALLIS_ET_FUTUNA = "WALLIS", "Wallis-et-Futuna"
