"""What the texts share."""

CLAUSE = "Clause sociale de formation sous statut scolaire"
# At the head of each page: a sheet that was printed finds its contract again.
RUNNING = "{{ acheteur }} – {{ objet }}{% if reference %} – marché n° {{ reference }}{% endif %}"
