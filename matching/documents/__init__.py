"""Documents of a parcours: filled from the file, attached to it, shown to a company."""
