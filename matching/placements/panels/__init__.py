"""The parts of a file's page that are about its parcours."""
