"""Life of an import, and what its lines become."""

from django.db.models import TextChoices


class BatchState(TextChoices):
    HEADERS = "headers", "colonnes à préciser"
    READING = "reading", "en lecture"
    READY = "ready", "à vérifier"
    WRITING = "writing", "import en cours"
    DONE = "done", "importé"


class Outcome(TextChoices):
    PENDING = "pending", "en attente"
    NEW = "new", "nouvelle"
    CHANGED = "changed", "modifiée"
    SAME = "same", "sans changement"
    DUPLICATE = "duplicate", "en double"
    WRONG = "wrong", "en erreur"
    WRITTEN = "written", "importée"


WRITABLE = (Outcome.NEW, Outcome.CHANGED)
# What the person who imports may want back in a file.
TO_MEND = (Outcome.WRONG, Outcome.DUPLICATE)
