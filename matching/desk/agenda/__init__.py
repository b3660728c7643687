"""« Agenda »: réunions, starts, ends, presence points and deadlines, by day.

On screen, on paper, and in one's own calendar by a personal address.
"""
