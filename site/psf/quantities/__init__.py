"""What people type, read once for the admin, the public forms and the imports.

A module for each quantity. A reader takes a text and returns a value, or raises `Unreadable`, whose
message is a French sentence. Plain Python, save `fields` and `letters`.
"""
