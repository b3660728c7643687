class EmbeddedDatabaseError(RuntimeError):
    """The embedded server cannot be used; the message says what to do."""
