"""The registry of parcours, which each person arranges."""

from psf.list_views.lists import LISTS, Arranged

LISTS.add(Arranged("parcours", "Parcours", "work:placements"))
