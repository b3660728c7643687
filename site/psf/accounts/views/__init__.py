"""Pages under /compte/ that are not allauth's own."""
