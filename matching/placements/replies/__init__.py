"""What people without an account answer by themselves: dates, somebody else, a call, a presence.

`table` holds the moves, joined to those of `matching.placements.workflow`; a tutor or coordinator may record
each of them « au nom de ».
"""
