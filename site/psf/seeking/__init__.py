"""Finding somebody by what a caller says: a name in any order, a number in any form, an address.

A row is sought by its *words*: « Le Goff » gives « legoff » and « goff », « N'Guyên » « nguyen » and
« guyen », so that whatever begins one of them finds it, particles, apostrophes and dashes aside.
docs/decisions/seeking.md
"""
