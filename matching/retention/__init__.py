"""Conservation: what falls due, what keeps it, the restricted archive."""
