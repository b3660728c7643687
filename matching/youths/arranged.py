"""The list of young people, which each person arranges."""

from psf.list_views.lists import LISTS, Arranged

LISTS.add(Arranged("jeunes", "Jeunes", "wagtailsnippets_matching_youth:list"))
