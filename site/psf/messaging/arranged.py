"""The list of messages, which each person arranges."""

from psf.list_views.lists import LISTS, Arranged

LISTS.add(Arranged("messages", "Messages", "messaging:index"))
