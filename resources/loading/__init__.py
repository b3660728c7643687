"""Content from readable files (resources/content/) into pages and rows, never over an editor's work."""
