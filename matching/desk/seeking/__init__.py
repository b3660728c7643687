"""When the telephone rings: one search over all that somebody may see, by whatever the caller says."""
