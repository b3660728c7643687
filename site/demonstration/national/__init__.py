"""The national demonstration: a whole country over three years, in minutes.

Each story is played once by the real workflow, calls and clock on a stand-in whose names are
tokens (`recording`), and what they wrote is kept as templates. `assigning` says who lived which story
and when; `stamping` copies the templates for each of them with one statement for each table.
"""
