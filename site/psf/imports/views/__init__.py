"""Screens of the imports: thin; what they show is decided in staging, processing and the kinds."""
