"""Sign-in by ProConnect, against a provider of the test."""
