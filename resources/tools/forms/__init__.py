"""What visitors fill in; nothing of it is kept."""
