"""Sign-in by ProConnect for who follows files without an account here: docs/decisions/proconnect.md."""
