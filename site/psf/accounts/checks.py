"""System checks: production refuses demonstration accounts."""
