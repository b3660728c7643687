"""Life of an import, and what its lines become."""

from django.db.models import TextChoices


class BatchState(TextChoices):
    HEADERS = "headers", "colonnes à préciser"
    READING = "reading", "en lecture"
    READY = "ready", "à vérifier"
    WRITING = "writing", "import en cours"
    DONE = "done", "importé"
    UNDOING = "undoing", "annulation en cours"
    UNDONE = "undone", "annulé"


# What the import wrote is written: only its undo may follow.
ENDED = (BatchState.DONE, BatchState.UNDOING, BatchState.UNDONE)


class Outcome(TextChoices):
    PENDING = "pending", "en attente"
    NEW = "new", "nouvelle"
    CHANGED = "changed", "modifiée"
    SAME = "same", "sans changement"
    DUPLICATE = "duplicate", "en double"
    WRONG = "wrong", "en erreur"
    WRITTEN = "written", "importée"


WRITABLE = (Outcome.NEW, Outcome.CHANGED)


class Written(TextChoices):
    """What an import did to a row."""

    CREATED = "created", "créée"
    CHANGED = "changed", "modifiée"
    DELETED = "deleted", "supprimée"


# What the person who imports may want back in a file.
TO_MEND = (Outcome.WRONG, Outcome.DUPLICATE)
