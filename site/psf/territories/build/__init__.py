"""Scripts that build the tables of data/ from their sources. Nothing here runs in production."""
