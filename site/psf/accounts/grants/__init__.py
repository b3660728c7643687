"""Perimeters as people give, confirm, renew and end them; their rows are psf.perimeter's."""
