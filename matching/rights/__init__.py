"""What people may ask about their own data: access, rectification, opposition, erasure.

`handling` moves a request from the day it came to its answer; `archive` makes the copy of an access from
the registry of rules (psf.personal); `opposing`, `erasing` and `contacts` do what was asked; `steps` says
what to do next on the screen of a request.
"""
