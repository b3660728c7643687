"""What the texts share."""

CLAUSE = "Clause sociale de formation sous statut scolaire"
