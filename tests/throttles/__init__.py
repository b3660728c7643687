"""Limits on tries: counting, counting apart, and together."""
