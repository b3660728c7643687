from django.db import models


class ExportState(models.TextChoices):
    WAITING = "waiting", "en attente"
    MAKING = "making", "en préparation"
    DONE = "done", "prête"
    REFUSED = "refused", "refusée"
    FAILED = "failed", "en échec"


BUSY = frozenset({ExportState.WAITING, ExportState.MAKING})
