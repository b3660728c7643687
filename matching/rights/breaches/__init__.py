"""A breach of personal data: who saw what and when, what stops it, what is told to whom in 72 hours."""
