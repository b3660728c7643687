"""The registries of offers, which each person arranges."""

from psf.list_views.lists import LISTS, Arranged

LISTS.add(
    Arranged("offres", "Offres", "wagtailsnippets_offers_offer:list"),
    Arranged("entreprises", "Entreprises", "wagtailsnippets_offers_company:list"),
    Arranged("marches", "Marchés", "wagtailsnippets_offers_contract:list"),
    Arranged("acheteurs", "Acheteurs", "wagtailsnippets_offers_buyer:list"),
)
