"""How a message travels and where it stands."""

from django.db.models import TextChoices


class Channel(TextChoices):
    EMAIL = "email", "courriel"
    SMS = "sms", "SMS"


class MessageState(TextChoices):
    QUEUED = "queued", "à envoyer"
    SENDING = "sending", "en cours d'envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "non envoyé"
    # Nobody knows whether it left: shown to a person, never sent again by itself.
    UNCERTAIN = "uncertain", "incertain"
    # Its step was undone before it left: it never leaves, whatever anybody asks.
    WITHDRAWN = "withdrawn", "retiré"


# Its reader has it, or may have it.
TOLD = frozenset({MessageState.SENDING, MessageState.SENT, MessageState.UNCERTAIN})
# What a person must look at, and may decide.
DOUBTFUL = frozenset({MessageState.FAILED, MessageState.UNCERTAIN})
# What an address of the list of messages says to show these, and these alone.
DOUBTFUL_STATES = "&".join(f"etat={state}" for state in sorted(DOUBTFUL))
