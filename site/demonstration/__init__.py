"""The demonstration: fictional offers and young people, and the parcours they went through.

`data/*.csv` is written by `python -m demonstration.generate` and loaded through psf.imports; dates
there count days from the day of loading (J-30, J+10), so that the demonstration never ages.
"""
