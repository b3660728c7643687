"""The search of the contents, which the search page asks."""

from home.searching import register
from resources.search.asking import search

register(search)
