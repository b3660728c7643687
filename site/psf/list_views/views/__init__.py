"""/admin/vues/: a list is arranged, the view is kept, shared, and opens by itself."""
