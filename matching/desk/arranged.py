"""The registry of parcours and the queue, which each person arranges."""

from psf.list_views.lists import LISTS, Arranged

LISTS.add(
    Arranged("parcours", "Parcours", "work:placements"),
    Arranged("suivi", "Suivi des parcours", "work:queue"),
)
